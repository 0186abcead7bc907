//! The sign-in card.
