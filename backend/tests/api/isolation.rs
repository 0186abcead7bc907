//! Isolation, played through: random people with random roles write rows, files and presences under random
//! permissions, while everybody listens over a socket. A small [`oracle`] that only knows the rules says what each of
//! them may see, do and hear; the backend must agree, in what it shows as much as in what it keeps to itself.

use proptest::prelude::*;

mod oracle;
mod stage;
mod story;

proptest! {
    // A story takes about a second: it is a town of its own, and everybody in it looks at everything.
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_reaches_who_may_not_know_and_nothing_is_kept_from_who_may(story in story::stories()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(stage::play(&story));
    }
}
