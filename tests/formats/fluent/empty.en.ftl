# Only a comment

## and a group
