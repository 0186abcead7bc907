//! Which toasts are up, and for how long. Pure: time comes in as a number of milliseconds that passed.

use super::Notice;

/// How many toasts are up at once. More would hide the page they lie on.
pub const AT_MOST: usize = 3;

/// How long a toast stays when nobody holds it, in milliseconds.
pub const STAYS_MS: u32 = 6_000;

/// A notice that is up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Names it among all toasts there ever were.
    pub id: u32,
    pub notice: Notice,
    left_ms: u32,
}

/// The toasts that are up, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    toasts: Vec<Toast>,
    raised: u32,
}

impl Tray {
    pub fn toasts(&self) -> &[Toast] {
        &self.toasts
    }

    pub fn is_empty(&self) -> bool {
        self.toasts.is_empty()
    }

    /// Puts a notice up. One of the same topic that is still up counts on and stays anew; with the tray full, the
    /// oldest piece of news makes room, and only without any news the oldest trouble.
    pub fn raise(&mut self, notice: Notice) {
        if let Some(toast) = self.toasts.iter_mut().find(|toast| toast.notice.topic == notice.topic) {
            toast.notice = notice.counting(toast.notice.count);
            toast.left_ms = STAYS_MS;
            return;
        }
        if self.toasts.len() == AT_MOST {
            let oldest_news = self.toasts.iter().position(|toast| !toast.notice.is_trouble());
            self.toasts.remove(oldest_news.unwrap_or(0));
        }
        self.raised = self.raised.wrapping_add(1);
        self.toasts.push(Toast { id: self.raised, notice, left_ms: STAYS_MS });
    }

    /// Time goes by for every toast. Not called while somebody holds them.
    pub fn pass(&mut self, millis: u32) {
        for toast in &mut self.toasts {
            toast.left_ms = toast.left_ms.saturating_sub(millis);
        }
        self.toasts.retain(|toast| toast.left_ms > 0);
    }

    pub fn dismiss(&mut self, id: u32) {
        self.toasts.retain(|toast| toast.id != id);
    }

    /// Takes the newest one down: what Esc does.
    pub fn dismiss_newest(&mut self) {
        self.toasts.pop();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn snaps_from(name: &str) -> Notice {
        Notice::news(format!("snaps:{name}"), format!("{name} sent a snap"))
            .or_many(format!("{name} sent {{n}} snaps"))
    }

    fn titles(tray: &Tray) -> Vec<String> {
        tray.toasts().iter().map(|toast| toast.notice.title()).collect()
    }

    #[test]
    fn snaps_of_one_sender_are_one_toast_that_counts() {
        let mut tray = Tray::default();
        tray.raise(snaps_from("Maya"));
        assert_eq!(titles(&tray), ["Maya sent a snap"]);
        tray.pass(5_000);
        tray.raise(snaps_from("Maya"));
        tray.raise(snaps_from("Maya"));
        tray.raise(snaps_from("Noor"));
        assert_eq!(titles(&tray), ["Maya sent 3 snaps", "Noor sent a snap"]);
        tray.pass(5_999);
        assert_eq!(tray.toasts().len(), 2, "each new snap stays its whole time");
        tray.pass(1);
        assert!(tray.is_empty());
    }

    #[test]
    fn a_fourth_toast_takes_the_place_of_the_oldest_news_and_not_of_trouble() {
        let mut tray = Tray::default();
        tray.raise(Notice::trouble("send", "Your snap was not sent"));
        for name in ["Maya", "Noor", "Ben"] {
            tray.raise(snaps_from(name));
        }
        assert_eq!(titles(&tray), ["Your snap was not sent", "Noor sent a snap", "Ben sent a snap"]);
    }

    #[test]
    fn esc_takes_the_newest_down_and_the_button_the_one_it_is_on() {
        let mut tray = Tray::default();
        for name in ["Maya", "Noor", "Ben"] {
            tray.raise(snaps_from(name));
        }
        tray.dismiss_newest();
        let first = tray.toasts()[0].id;
        tray.dismiss(first);
        assert_eq!(titles(&tray), ["Noor sent a snap"]);
    }

    proptest! {
        #[test]
        fn there_are_never_more_than_three_and_no_two_of_one_topic(raised in proptest::collection::vec((0u8..6, any::<bool>(), 0u32..3_000), 0..40)) {
            let mut tray = Tray::default();
            for (topic, trouble, pause) in raised {
                let topic = topic.to_string();
                tray.raise(if trouble { Notice::trouble(&topic, &topic) } else { snaps_from(&topic) });
                let newest = tray.toasts().len();
                prop_assert!((1..=AT_MOST).contains(&newest));
                let mut topics: Vec<_> = tray.toasts().iter().map(|toast| &toast.notice.topic).collect();
                topics.sort();
                topics.dedup();
                prop_assert_eq!(topics.len(), newest);
                tray.pass(pause);
            }
        }
    }
}
