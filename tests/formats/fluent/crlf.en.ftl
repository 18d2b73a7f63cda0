hello = Hello, { $name }!
multi =
    First line
    Second line, 2 of 3

    Last line
shared =
      Further in
    The margin
select = { $n ->
    [0] Nothing
    [one] One thing
   *[other] { $n } things
}
