//! Markup: tags, the inline codes of a file, emphasis, and the keys of menus.

pub(crate) mod accelerator;
pub(crate) mod codes;
pub(crate) mod emphasis;
pub(crate) mod tags;
