//! Readers of translation files.
