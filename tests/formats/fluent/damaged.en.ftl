first = The first
g@rb@ge = is no message
no-value =
open = It has { $one brace
next = Still here
closing = One } too many
no-default = { $n ->
    [one] One
    [other] Many
}
empty = Nothing in {  } here
string = { "no end }
    .label = goes with it
-term =
    .only = attributes
  indented = is part of nothing
attr = Value kept
    .broken Value lost
    .after = Lost as well
twice = one
twice = two
1st = begins with a digit
escape = { "\uあ" } and { "\\" } and { "\"" } fine
deep = { { { { { $x } } } } }
last = The last, 5 of 5