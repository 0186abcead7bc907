//! What a toast can say.

use appwrite::Id;

use super::Action;

/// Something worth a word on whatever page one is on. Never the only way to learn or reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Notices of one topic are one toast: the newer takes the older's place and counts on.
    pub topic: String,
    /// How many notices of the topic it stands for.
    pub count: u32,
    one: String,
    many: Option<String>,
    /// A second, quieter line.
    pub detail: Option<String>,
    /// Whose face goes with it, and what they are called.
    pub person: Option<(Id, String)>,
    /// Where it leads: an address of ours, and the words on the link.
    pub link: Option<(String, String)>,
    /// What can be done about it right there.
    pub action: Option<Action>,
    trouble: bool,
}

impl Notice {
    /// Something happened. Read out when the screen reader has a pause.
    pub fn news(topic: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            topic: topic.into(),
            count: 1,
            one: title.into(),
            many: None,
            detail: None,
            person: None,
            link: None,
            action: None,
            trouble: false,
        }
    }

    /// Something went wrong. Read out at once.
    pub fn trouble(topic: impl Into<String>, title: impl Into<String>) -> Self {
        Self { trouble: true, ..Self::news(topic, title) }
    }

    /// What it says once it stands for several; `{n}` is their number.
    #[must_use]
    pub fn or_many(self, title: impl Into<String>) -> Self {
        Self { many: Some(title.into()), ..self }
    }

    #[must_use]
    pub fn detail(self, words: impl Into<String>) -> Self {
        Self { detail: Some(words.into()), ..self }
    }

    #[must_use]
    pub fn person(self, id: Id, name: impl Into<String>) -> Self {
        Self { person: Some((id, name.into())), ..self }
    }

    #[must_use]
    pub fn link(self, href: impl Into<String>, words: impl Into<String>) -> Self {
        Self { link: Some((href.into(), words.into())), ..self }
    }

    /// `words` on a button, and what a press of it does. The page it was raised on may be gone by then.
    #[must_use]
    pub fn action(self, words: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { action: Some(Action::new(words, act)), ..self }
    }

    /// The line people read first.
    pub fn title(&self) -> String {
        match &self.many {
            Some(many) if self.count > 1 => many.replace("{n}", &self.count.to_string()),
            _ => self.one.clone(),
        }
    }

    pub fn is_trouble(&self) -> bool {
        self.trouble
    }

    /// The same, standing for those before it as well.
    pub(super) fn counting(self, before: u32) -> Self {
        Self { count: self.count.saturating_add(before), ..self }
    }
}
