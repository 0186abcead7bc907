//! What a link is made of: nothing that could be guessed, known or counted up to.

use appwrite::Id;

use crate::AppError;

/// A new token: 128 random bits, in digits that survive any chat. Errors: [`AppError::Unexpected`] where the system has
/// no randomness, for a token without it would let strangers in.
pub(super) fn fresh() -> Result<Id, AppError> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|cause| {
        tracing::error!(error = %cause, "no link without randomness");
        AppError::Unexpected
    })?;
    let digits: String = bits.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.parse().map_err(|_| AppError::Unexpected)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_tokens_are_alike_and_each_is_an_id() {
        let tokens: BTreeSet<Id> = (0..1000).map(|_| fresh().unwrap()).collect();
        assert_eq!(tokens.len(), 1000);
        assert!(tokens.iter().all(|token| token.as_str().len() == 32));
    }
}
