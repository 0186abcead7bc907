//! One photograph I sent, with everybody it went to.

use std::collections::BTreeMap;

use appwrite::{Id, Timestamp};

use super::{Receipt, Snap};

/// One photograph and its copies: one for each person it was sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentSnap {
    pub photograph: Id,
    pub sent_at: Timestamp,
    /// In the order of their ids, never empty.
    pub copies: Vec<Snap>,
}

impl SentSnap {
    /// Puts copies of one photograph together, newest photograph first.
    pub fn group(copies: impl IntoIterator<Item = Snap>) -> Vec<Self> {
        let mut sent = BTreeMap::<Id, Self>::new();
        for copy in copies {
            let (photograph, sent_at) = (copy.photograph.clone(), copy.sent_at);
            let group =
                sent.entry(photograph.clone()).or_insert(Self { photograph, sent_at, copies: vec![] });
            group.sent_at = group.sent_at.min(sent_at);
            group.copies.push(copy);
        }
        let mut sent: Vec<_> = sent.into_values().collect();
        sent.sort_by(|a, b| (b.sent_at, &b.photograph).cmp(&(a.sent_at, &a.photograph)));
        sent
    }

    /// Whether anybody can still open it.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.copies.iter().any(|copy| !copy.is_over(now) && copy.removed_at.is_none())
    }

    /// What became of all copies, in a few words: the receipt they share, or how many of them have the furthest one.
    pub fn summary(&self, now: Timestamp) -> String {
        let receipts: Vec<_> = self.copies.iter().map(|copy| Receipt::of(copy, now)).collect();
        if let [only] = receipts[..] {
            return match only {
                Receipt::Opened(_) => only.words(now),
                other => other.word().to_owned(),
            };
        }
        let all = receipts.len();
        let count = |word: &str| receipts.iter().filter(|receipt| receipt.word() == word).count();
        for word in ["Removed", "Expired", "Opened", "Delivered", "Sent"] {
            if count(word) == all {
                return word.to_owned();
            }
        }
        match (count("Opened"), count("Delivered")) {
            (0, 0) => "Sent".to_owned(),
            (0, delivered) => format!("Delivered to {delivered} of {all}"),
            (opened, _) => format!("Opened by {opened} of {all}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snaps::model::mailbox::tests::snap;

    fn copy(id: &str, to: &str, photograph: &str, sent_at: i64) -> Snap {
        Snap { photograph: photograph.parse().unwrap(), ..snap(id, "noor", to, sent_at) }
    }

    fn now() -> Timestamp {
        Timestamp::from_millis(60_000)
    }

    #[test]
    fn copies_of_one_photograph_are_one_entry_and_the_newest_stands_first() {
        let sent = SentSnap::group([
            copy("a", "maya", "sunset", 1),
            copy("b", "ben", "cat", 5),
            copy("c", "ben", "sunset", 1),
        ]);
        let shape: Vec<_> = sent.iter().map(|one| (one.photograph.as_str(), one.copies.len())).collect();
        assert_eq!(shape, [("cat", 1), ("sunset", 2)]);
    }

    #[test]
    fn a_summary_names_the_furthest_anybody_came() {
        let mut copies = [copy("a", "maya", "sunset", 0), copy("b", "ben", "sunset", 0)];
        let summary = |copies: &[Snap]| SentSnap::group(copies.to_vec()).remove(0).summary(now());
        assert_eq!(summary(&copies), "Sent");
        copies[0].delivered_at = Some(now());
        assert_eq!(summary(&copies), "Delivered to 1 of 2");
        copies[1].delivered_at = Some(now());
        assert_eq!(summary(&copies), "Delivered");
        copies[1].viewed_at = Some(now());
        assert_eq!(summary(&copies), "Opened by 1 of 2");
        assert_eq!(summary(&copies[1..]), "Opened now", "one person needs no counting");
    }

    #[test]
    fn it_is_open_until_the_last_copy_is_not() {
        let mut copies = [copy("a", "maya", "sunset", 0), copy("b", "ben", "sunset", 0)];
        copies[0].removed_at = Some(now());
        assert!(SentSnap::group(copies.to_vec())[0].is_open(now()));
        copies[1].removed_at = Some(now());
        assert!(!SentSnap::group(copies.to_vec())[0].is_open(now()));
    }
}
