### メインウィンドウの文字列

-brand-short-name = Firebird
-vendor-name = Example Corporation

## メニュー

menu-file =
    .label = ファイル
    .accesskey = F
menu-close-tabs =
    .label = { $count } 個のタブを閉じる
    .accesskey = C

update-available = { -brand-short-name } 128.0.3 が利用可能です (42.5 MB)。
update-restart =
    再起動すると { -brand-short-name } が更新されます。
    { $tabs } 個のタブは復元されます。

      所要時間は約 2 分です。
update-progress = ダウンロード中… { $size } の { NUMBER($percent, style: "percent") }
update-date = 最終確認日: { DATETIME($date, dateStyle: "long") }
login-quota = 15 GB のうち <strong>{ $used } GB</strong> を使用しました。
login-key = { "{" }Ctrl+K{ "}" } または { "\u2318" }K を押してください。
login-quote = { "" }
    { $name } さん、"引用" が先頭です。
privacy-link = <a data-l10n-name="policy">プライバシーポリシー</a>をご覧ください。
single = 'アポストロフィ' と "引用符" はそのまま。
    .title = { single } のタイトル
    .aria-label =
        2 行の
        ラベル
error-404 = ページが見つかりません
old-message = 使われていない文字列
