# This Source Code Form is subject to the terms of the Mozilla Public
# License, v. 2.0.

### Strings of the main window.

-brand-short-name = Firebird
    .gender = neuter
-vendor-name = Example Corporation

## Menus

menu-file =
    .label = File
    .accesskey = F
# $count (Number): how many tabs are open
menu-close-tabs =
    .label = { $count ->
        [1] Close Tab
       *[other] Close { $count } Tabs
    }
    .accesskey = C

## Updates

update-available = { -brand-short-name } 128.0.3 is available (42.5 MB).
update-restart =
    Restart { -brand-short-name } to update.
    Your { $tabs ->
        [one] tab and { $windows ->
            [one] window
           *[other] { $windows } windows
        }
       *[other] { $tabs } tabs
    } will be restored.

      This takes about 2 minutes.
update-progress = Downloading… { NUMBER($percent, style: "percent") } of { $size }
update-date = Last checked on { DATETIME($date, dateStyle: "long") }

##

login-quota = You used <strong>{ $used } GB</strong> of 15 GB.
login-key = Press { "{" }Ctrl+K{ "}" } or { "\u2318" }K.
login-quote = { "" }
    "Quoted" at the start, { $name }!
privacy-link = Read our <a data-l10n-name="policy">privacy policy</a>.
single = 'Apostrophes' and "quotes" stay.
    .title = Title of { single }
    .aria-label =
        Two lines of
        a label
error-404 = Page not found
only-english = 3 cookies blocked
