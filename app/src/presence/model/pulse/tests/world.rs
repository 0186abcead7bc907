//! Everything a pulse is told by, in one place: two browsers with their tabs and locks, a network, a server with one
//! record, and a friend who watches it. Time passes in seconds.

use super::*;

/// What a friend sees of me.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Seen {
    Is(Status, Option<String>),
    Gone,
}

pub(super) fn online() -> Seen {
    Seen::Is(Status::Online, None)
}

/// What a beat asks of the server.
#[derive(Clone)]
enum Beat {
    Whole(Saying),
    Renewal,
}

/// A device of mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Browser {
    First,
    Second,
}

struct Tab {
    id: TabId,
    browser: Browser,
    visible: bool,
    pulse: Pulse,
}

pub(super) struct World {
    now: Timestamp,
    network: bool,
    tabs: Vec<Tab>,
    opened: TabId,
    /// What each browser remembers of my choice.
    remembered: [Option<Wish>; 2],
    record: Option<Dot>,
    /// Beats on their way to the server: whose, and when they arrive.
    on_the_way: VecDeque<(Timestamp, TabId, Beat)>,
    friend: Option<Seen>,
    saw: Vec<Seen>,
    /// How long a beat takes to reach the server, in seconds.
    pub(super) latency: i64,
    pub(super) refusing: Option<AppError>,
    pub(super) beats: u32,
    /// How many of the beats only moved the expiry.
    pub(super) renewals: u32,
    pub(super) goodbyes: u32,
    /// Every moment at which the server wrote is one of its own.
    writes: i64,
}

impl World {
    pub(super) fn with_tabs(tabs: usize) -> Self {
        let mut world = Self {
            now: Timestamp::from_millis(1_000_000_000),
            network: true,
            tabs: vec![],
            opened: 0,
            remembered: [None, None],
            record: None,
            on_the_way: VecDeque::new(),
            friend: None,
            saw: vec![],
            latency: 0,
            refusing: None,
            beats: 0,
            renewals: 0,
            goodbyes: 0,
            writes: 0,
        };
        (0..tabs).for_each(|_| world.open(Browser::First));
        world
    }

    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// Time passes, second by second. A tab out of sight is woken once a minute and no more.
    pub(super) fn pass(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.now = self.now.plus_seconds(1);
            while self.on_the_way.front().is_some_and(|(at, ..)| *at <= self.now) {
                let (_, tab, beat) = self.on_the_way.pop_front().unwrap();
                self.arrive(tab, beat);
            }
            if self.record.as_ref().and_then(|dot| dot.expires).is_some_and(|at| at <= self.now) {
                self.remove();
            }
            for id in self.tabs.iter().map(|tab| tab.id).collect::<Vec<_>>() {
                let minute = self.now.millis() / 1000 % 60 == 0;
                if self.tabs.iter().any(|tab| tab.id == id && (tab.visible || minute)) {
                    self.with(id, Pulse::tick);
                }
            }
        }
    }

    /// Every tab finds out that its clock was wrong by so many seconds.
    pub(super) fn correct_clock(&mut self, seconds: i64) {
        self.now = self.now.plus_seconds(seconds);
        for id in self.tabs.iter().map(|tab| tab.id).collect::<Vec<_>>() {
            self.with(id, Pulse::clock_was_corrected);
        }
    }

    pub(super) fn open(&mut self, browser: Browser) {
        self.opened += 1;
        let id = self.opened;
        let remembered = self.remembered[browser as usize].clone();
        let spot = self.record_spot();
        let pulse = Pulse::new(remembered, self.record.as_ref(), spot, self.now);
        self.tabs.push(Tab { id, browser, visible: true, pulse });
        self.with(id, |pulse, now| pulse.start(Pace::default(), now));
        self.grant_lock(browser);
    }

    pub(super) fn close(&mut self, tab: usize) {
        let goodbyes = self.close_with_goodbye_delayed(tab);
        self.deliver(goodbyes);
    }

    /// The goodbye is sent, and is held up on its way: deliver it later.
    pub(super) fn close_with_goodbye_delayed(&mut self, tab: usize) -> usize {
        let acts = self.tabs[tab].pulse.leaving();
        // A browser says that the page is out of sight after it said that it goes.
        self.show(tab, false);
        self.crash(tab);
        acts.iter().filter(|act| **act == Act::Goodbye).count()
    }

    pub(super) fn deliver(&mut self, goodbyes: usize) {
        for _ in 0..goodbyes {
            self.goodbyes += 1;
            if let Some(dot) = self.record.clone() {
                self.write(Dot { expires: Some(self.now.plus_seconds(GOODBYE)), ..dot });
            }
        }
    }

    pub(super) fn crash(&mut self, tab: usize) {
        let gone = self.tabs.remove(tab);
        self.remembered[gone.browser as usize] = Some(gone.pulse.wish().clone());
        self.grant_lock(gone.browser);
    }

    pub(super) fn network(&mut self, up: bool) {
        self.network = up;
    }

    pub(super) fn touch(&mut self, tab: usize) {
        self.with(self.tabs[tab].id, Pulse::touched);
    }

    pub(super) fn show(&mut self, tab: usize, visible: bool) {
        self.tabs[tab].visible = visible;
        self.with(self.tabs[tab].id, |pulse, now| pulse.seen(visible, now));
    }

    pub(super) fn back(&mut self, tab: usize) {
        self.with(self.tabs[tab].id, Pulse::back);
    }

    pub(super) fn choose(&mut self, tab: usize, status: Option<Status>, label: Option<Option<Label>>) {
        self.with(self.tabs[tab].id, |pulse, now| pulse.choose(status, label, now));
    }

    pub(super) fn move_to(&mut self, tab: usize, spot: Spot) {
        self.with(self.tabs[tab].id, |pulse, now| pulse.move_to(spot, now));
    }

    pub(super) fn compose(&mut self, tab: usize, composing: bool) {
        self.with(self.tabs[tab].id, |pulse, now| pulse.compose(composing, now));
    }

    pub(super) fn clear(&mut self, tab: usize) {
        self.with(self.tabs[tab].id, Pulse::clear);
    }

    pub(super) fn stop(&mut self, tab: usize) {
        self.with(self.tabs[tab].id, Pulse::stop);
    }

    /// The record goes, for a reason no tab knows.
    pub(super) fn take_away(&mut self) {
        self.remove();
    }

    /// The record goes, and no tab hears of it.
    pub(super) fn lose_unnoticed(&mut self) {
        self.record = None;
    }

    pub(super) fn mine(&self, tab: usize) -> Mine {
        self.tabs[tab].pulse.mine(self.now)
    }

    pub(super) fn trouble(&self, tab: usize) -> Option<AppError> {
        self.tabs[tab].pulse.trouble().cloned()
    }

    pub(super) fn record_status(&self) -> Option<Status> {
        self.record.as_ref().map(|dot| dot.status)
    }

    pub(super) fn record_spot(&self) -> Option<Spot> {
        self.record.as_ref().and_then(|dot| dot.spot)
    }

    pub(super) fn is_composing(&self) -> bool {
        self.record.as_ref().is_some_and(|dot| dot.composing)
    }

    /// What the friend saw change since they were last asked.
    pub(super) fn friend_saw(&mut self) -> Vec<Seen> {
        std::mem::take(&mut self.saw)
    }

    fn with(&mut self, id: TabId, happens: impl FnOnce(&mut Pulse, Timestamp) -> Vec<Act>) {
        let now = self.now;
        let Some(tab) = self.tabs.iter_mut().find(|tab| tab.id == id) else { return };
        let browser = tab.browser;
        for act in happens(&mut tab.pulse, now) {
            match act {
                Act::Say(saying) => self.send(id, Beat::Whole(saying)),
                Act::Renew => {
                    self.renewals += 1;
                    self.send(id, Beat::Renewal);
                }
                Act::Tell(word) => self.tell(browser, id, &word),
                Act::Remove if self.network => self.remove(),
                Act::Remove => {}
                Act::Goodbye => self.deliver(1),
            }
        }
    }

    fn tell(&mut self, browser: Browser, from: TabId, word: &Word) {
        let others = self.tabs.iter().filter(|tab| tab.browser == browser && tab.id != from);
        for id in others.map(|tab| tab.id).collect::<Vec<_>>() {
            self.with(id, |pulse, now| pulse.heard(from, word.clone(), now));
        }
    }

    fn send(&mut self, from: TabId, beat: Beat) {
        self.beats += 1;
        match self.latency {
            0 => self.arrive(from, beat),
            latency => self.on_the_way.push_back((self.now.plus_seconds(latency), from, beat)),
        }
    }

    fn arrive(&mut self, from: TabId, beat: Beat) {
        if !self.network {
            return self.with(from, |pulse, now| pulse.answered(Err(AppError::Offline), now));
        }
        if let Some(refusal) = self.refusing.clone() {
            return self.with(from, |pulse, now| pulse.answered(Err(refusal), now));
        }
        let expires = Some(self.now.plus_seconds(LIFE));
        let Beat::Whole(saying) = beat else {
            let Some(record) = self.record.clone() else {
                return self.with(from, |pulse, now| pulse.answered(Err(AppError::Gone), now));
            };
            let answer =
                Answer { spot: None, record: Some(self.write(Dot { expires, ..record })), now: self.now };
            return self.with(from, |pulse, now| pulse.answered(Ok(answer), now));
        };
        let Saying { place, zone, status, label, composing } = saying;
        let label = label.map(|label| label.without_end());
        let spot = place.or(self.record_spot());
        let me = Dot::silent("me".parse().unwrap(), "Me");
        let record = self.write(Dot { spot, zone, status, label, composing, expires, ..me });
        let answer = Answer { spot, record: Some(record), now: self.now };
        self.with(from, |pulse, now| pulse.answered(Ok(answer), now));
    }

    /// Writes the record; then everybody hears of it, the one who asked first of all.
    fn write(&mut self, dot: Dot) -> Dot {
        self.writes += 1;
        let dot = Dot { updated: Timestamp::from_millis(self.now.millis() + self.writes), ..dot };
        self.record = Some(dot.clone());
        self.sees(Seen::Is(dot.status, dot.label.as_ref().map(Label::words)));
        if self.network {
            for id in self.tabs.iter().map(|tab| tab.id).collect::<Vec<_>>() {
                self.with(id, |pulse, now| pulse.heard_mine(&dot, now));
            }
        }
        dot
    }

    fn remove(&mut self) {
        if self.record.take().is_none() {
            return;
        }
        self.sees(Seen::Gone);
        if self.network {
            for id in self.tabs.iter().map(|tab| tab.id).collect::<Vec<_>>() {
                self.with(id, Pulse::lost_mine);
            }
        }
    }

    fn sees(&mut self, seen: Seen) {
        if self.friend.as_ref() != Some(&seen) {
            self.friend = Some(seen.clone());
            self.saw.push(seen);
        }
    }

    fn grant_lock(&mut self, browser: Browser) {
        if let Some(first) = self.tabs.iter().find(|tab| tab.browser == browser).map(|tab| tab.id) {
            self.with(first, |pulse, now| if pulse.leads { vec![] } else { pulse.lead(now) });
        }
    }
}
