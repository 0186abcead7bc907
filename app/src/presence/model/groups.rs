//! Whose presences a page asks for: named people, in groups that Appwrite's limits allow. What anybody else lets everybody
//! read is not asked for, so it reaches no page.

use std::collections::BTreeSet;

use appwrite::{Channel, Id, Query, realtime::Topic};

/// People in one group. Appwrite takes at least 100 values in a query, of 4,096 characters in all, which 100 ids of the
/// largest size fill; ten groups are 1,000 people.
pub const GROUP: usize = 100;

/// The people whose presences a page listens to. A person stays in a group as long as they are followed, so that a
/// friendship that begins or ends changes one subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups(Vec<BTreeSet<Id>>);

impl Groups {
    /// Follows these people and nobody else.
    pub fn set(&mut self, people: &BTreeSet<Id>) {
        for group in &mut self.0 {
            group.retain(|id| people.contains(id));
        }
        let known: BTreeSet<Id> = self.0.iter().flatten().cloned().collect();
        let mut groups = 0;
        for id in people.difference(&known) {
            while self.0.get(groups).is_some_and(|group| group.len() >= GROUP) {
                groups += 1;
            }
            if groups == self.0.len() {
                self.0.push(BTreeSet::new());
            }
            self.0[groups].insert(id.clone());
        }
    }

    /// One subscription for each group, in a fixed order; an empty group has no channels.
    ///
    /// The channel names the record. Anybody may take a free presence id, also one that is a friend's user id, so the query
    /// names the owner as well.
    pub fn topics(&self) -> Vec<Topic> {
        let topic = |group: &BTreeSet<Id>| match group.is_empty() {
            true => Topic::default(),
            false => Topic {
                channels: group.iter().map(|id| Channel::presence(id).into()).collect(),
                queries: vec![owned_by(group).to_string()],
            },
        };
        self.0.iter().map(topic).collect()
    }
}

/// Only the records of these people, whatever the records' ids are. [`GROUP`] people at most.
pub fn owned_by<'a>(people: impl IntoIterator<Item = &'a Id>) -> Query {
    Query::one_of("userId", people.into_iter().map(Id::as_str))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Distinct ids of the largest size.
    fn people(numbers: impl IntoIterator<Item = usize>) -> BTreeSet<Id> {
        numbers.into_iter().map(|number| format!("u{number:035}").parse().unwrap()).collect()
    }

    fn following(numbers: impl IntoIterator<Item = usize>) -> Groups {
        let mut groups = Groups::default();
        groups.set(&people(numbers));
        groups
    }

    /// How many subscriptions are not what they were.
    fn changed(before: &[Topic], after: &[Topic]) -> usize {
        let longest = before.len().max(after.len());
        (0..longest).filter(|place| before.get(*place) != after.get(*place)).count()
    }

    #[test]
    fn a_thousand_friends_are_ten_subscriptions_within_the_limits() {
        let topics = following(0..1000).topics();
        assert_eq!(topics.len(), 10);
        for topic in &topics {
            assert_eq!((topic.channels.len(), topic.queries.len()), (100, 1));
            assert!(topic.queries[0].len() <= 4096, "{}", topic.queries[0].len());
        }
        let text = |topic: &Topic| topic.channels.concat().len() + topic.queries.concat().len();
        assert!(topics.iter().map(text).max() < Some(60_000 / 4), "several fit in one frame");
    }

    #[test]
    fn a_subscription_names_each_record_and_its_owner() {
        let [topic] = &following([1, 2]).topics()[..] else { panic!("one group") };
        let ids: Vec<String> = people([1, 2]).iter().map(ToString::to_string).collect();
        assert_eq!(topic.channels, ids.iter().map(|id| format!("presences.{id}")).collect::<Vec<_>>());
        let query = serde_json::json!({ "method": "equal", "attribute": "userId", "values": ids });
        assert_eq!(serde_json::from_str::<serde_json::Value>(&topic.queries[0]).unwrap(), query);
        assert_eq!(following([]).topics(), []);
    }

    #[test]
    fn a_friend_more_or_less_changes_one_subscription() {
        let mut groups = following((0..900).map(|number| number * 2));
        let before = groups.topics();
        groups.set(&people((0..900).map(|number| number * 2).chain([7])));
        let more = groups.topics();
        assert_eq!(changed(&before, &more), 1);
        groups.set(&people((1..900).map(|number| number * 2).chain([7])));
        let less = groups.topics();
        assert_eq!(changed(&more, &less), 1);
        // A place that came free is used.
        groups.set(&people((1..900).map(|number| number * 2).chain([7, 9])));
        assert_eq!((changed(&less, &groups.topics()), groups.topics().len()), (1, more.len()));
    }

    proptest! {
        #[test]
        fn exactly_the_people_asked_for_are_followed_each_once(
            steps in prop::collection::vec(prop::collection::btree_set(0usize..600, 0..600), 1..6)
        ) {
            let mut groups = Groups::default();
            for step in steps {
                let people = people(step);
                groups.set(&people);
                let channels: Vec<String> =
                    groups.topics().into_iter().flat_map(|topic| topic.channels).collect();
                let expected: BTreeSet<String> = people.iter().map(|id| format!("presences.{id}")).collect();
                prop_assert_eq!(channels.len(), expected.len());
                prop_assert_eq!(channels.into_iter().collect::<BTreeSet<_>>(), expected);
                prop_assert!(groups.0.iter().all(|group| group.len() <= GROUP));
            }
        }
    }
}
