//! Everybody's snaps as this page knows them: rendered with the page, kept true by the realtime connection, and the
//! same on every page under `/app`. New ones raise a toast.

use std::{collections::BTreeMap, time::Duration};

use appwrite::{Channel, Id, Timestamp};
use leptos::{prelude::*, task::spawn_local};

use super::{
    api::{look_into_mailbox, mark_snaps_delivered},
    model::{Change, DeliveryReport, Depth, Mailbox, Remnant, SentSnap, Snap, Unopened},
};
use crate::{
    AppError,
    account::use_me,
    clock,
    friends::live::{LiveCircle, use_circle},
    ids,
    live::use_live,
    look::{CatchUp, News, Part, use_catch_up},
    presence::use_presence,
    sounds::{Sounds, Tone, use_sounds},
    toasts::{Notice, Toaster, use_toasts},
    unread::Unread,
};

/// How often what is left of a snap's day is told anew.
const TICK: Duration = Duration::from_secs(15);

/// My snaps as of the first render.
pub type FirstMail = Result<Mailbox, AppError>;

/// My snaps. A handle: copies are the same snaps.
#[derive(Clone, Copy)]
pub struct Snaps {
    mailbox: RwSignal<Mailbox>,
    trouble: RwSignal<Option<AppError>>,
    now: RwSignal<Timestamp>,
    /// Whether names are being asked for.
    asking: StoredValue<bool>,
    toasts: Option<Toaster>,
    sounds: Option<Sounds>,
    circle: LiveCircle,
    catch_up: CatchUp,
}

/// Makes my snaps reachable below the calling component and keeps them true while it lives. Needs the connection,
/// the toasts, the sounds and the circle above it.
///
/// They begin with what the page was rendered from: a server draws parts of a page on several threads at once, and
/// nothing may change under them.
pub fn provide_snaps(first: FirstMail) {
    let trouble = first.as_ref().err().cloned();
    let mailbox = first.unwrap_or_else(|_| Mailbox::empty(use_me().id));
    let snaps = Snaps {
        now: RwSignal::new(mailbox.as_of),
        mailbox: RwSignal::new(mailbox),
        trouble: RwSignal::new(trouble),
        asking: StoredValue::new(false),
        toasts: use_toasts(),
        sounds: use_sounds(),
        circle: use_circle(),
        catch_up: use_catch_up(),
    };
    provide_context(snaps);
    expect_context::<Unread>().follow(snaps.unread());
    snaps.listen();
    snaps.keep_time();
    snaps.keep_names();
    snaps.tell_delivered();
}

/// My snaps, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides them; that is a mistake in a route, not in anything a person does.
pub fn use_snaps() -> Snaps {
    expect_context()
}

impl Snaps {
    /// Why nothing is known of my snaps; `None` while something is.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        self.trouble.into()
    }

    /// How much of my snaps is known.
    pub fn depth(self) -> Memo<Depth> {
        Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.depth))
    }

    /// Whether there are older snaps than those that are listed.
    pub fn has_more(self) -> Memo<bool> {
        Memo::new(move |_| self.mailbox.with(Mailbox::has_more))
    }

    /// Has at least so much known from now on, asking for it where it is not.
    pub fn need(self, depth: Depth) {
        if self.mailbox.with_untracked(|mailbox| mailbox.depth) < depth {
            // If this question gets no answer, the next connection asks for as much.
            self.catch_up.mail_is(depth);
            spawn_local(async move {
                self.look(depth).await.into_iter().for_each(|one| self.announce(one));
            });
        }
    }

    /// Reads everything that is known again, and announces what came.
    fn look_and_tell(self) {
        spawn_local(async move {
            self.look_again().await.into_iter().for_each(|snap| self.announce(snap));
        });
    }

    /// Asks again, after the first look failed.
    pub fn retry(self) {
        spawn_local(async move {
            self.look_again().await;
        });
    }

    /// The server's time, told anew a few times a minute.
    pub fn now(self) -> Signal<Timestamp> {
        self.now.into()
    }

    /// What came to me today: what waits first, then the rest, each newest first.
    pub fn received(self) -> Memo<Vec<Snap>> {
        Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.received(self.now.get())))
    }

    /// What is left of what came to me and whose day ended within the last, newest first.
    pub fn expired(self) -> Memo<Vec<Remnant>> {
        Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.expired(self.now.get())))
    }

    /// What I sent, newest first, with what became of each copy.
    pub fn sent(self) -> Memo<Vec<SentSnap>> {
        Memo::new(move |_| self.mailbox.with(Mailbox::sent))
    }

    /// How many snaps wait for me, by who sent them. Nobody is in it with none.
    pub fn waiting(self) -> Memo<BTreeMap<Id, usize>> {
        Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.waiting(self.now.get())))
    }

    /// How many snaps wait for me in all.
    pub fn unread(self) -> Memo<usize> {
        Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.waiting(self.now.get()).values().sum()))
    }

    /// Those that wait for me, newest first.
    pub fn waiting_ids(self) -> Vec<Id> {
        let now = self.now.get();
        self.mailbox.with(|mailbox| {
            let waits = |snap: &Snap| snap.waits_for(&mailbox.me, now);
            mailbox.received(now).into_iter().filter(waits).map(|snap| snap.id).collect()
        })
    }

    /// The snap with this id, as long as it is known here.
    pub fn get(self, id: &Id) -> Option<Snap> {
        self.mailbox.with(|mailbox| mailbox.get(id).cloned())
    }

    /// What to call somebody.
    pub fn name_of(self, person: &Id) -> String {
        let name = self.circle.name_of(person);
        name.or_else(|| self.mailbox.with(|mailbox| mailbox.name_of(person).map(str::to_owned)))
            .unwrap_or_else(|| "A friend".to_owned())
    }

    /// Says here what the server was told and has not echoed yet.
    pub(super) fn apply(self, change: Change) {
        self.mailbox.update(|mailbox| {
            mailbox.apply(change);
        });
    }

    fn absorb(self, fresh: Mailbox) -> Vec<Unopened> {
        self.now.set(self.now.get_untracked().max(fresh.as_of));
        self.trouble.set(None);
        self.catch_up.mail_is(fresh.depth);
        self.mailbox.try_update(|mailbox| mailbox.absorb(fresh)).unwrap_or_default()
    }

    /// Hears every change, and looks at everything anew whenever something may have been missed.
    fn listen(self) {
        let rows = |table| Channel::tables_db(ids::DATABASE).table(table).row();
        let (snaps, left) = (|| rows(ids::SNAPS), || rows(ids::REMNANTS));
        let channels =
            [snaps().create(), snaps().update(), snaps().delete(), left().create(), left().delete()];
        let catch_up = self.catch_up;
        let confirmed = use_live().on(channels, move |event| {
            catch_up.touched(Part::Mail);
            let came = Change::from_event(&event)
                .and_then(|change| self.mailbox.try_update(|mailbox| mailbox.apply(change)).flatten());
            match came {
                Some(snap) => self.announce(snap),
                None => self.learn_names(),
            }
        });
        catch_up.wait_for(confirmed, || ());
        catch_up.on_news(
            || (),
            move |news| {
                let Ok(News { mail: Some(Ok(fresh)), .. }) = news else { return };
                // A page that went to the inbox meanwhile knows more than was asked for.
                if self.depth_now().is_some_and(|known| known <= fresh.depth) {
                    self.absorb(fresh.clone()).into_iter().for_each(|snap| self.announce(snap));
                } else {
                    self.look_and_tell();
                }
            },
        );
    }

    /// Asks who somebody is, where a row of mine has come with nobody's name: several such rows ask once.
    fn learn_names(self) {
        let is_known = |id: &Id| untrack(|| self.circle.name_of(id)).is_some();
        if self.asking.get_value() || self.mailbox.with_untracked(|mailbox| mailbox.knows_everybody(is_known))
        {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            self.look_again().await.into_iter().for_each(|snap| self.announce(snap));
            // The page may be gone by now.
            let _ = self.asking.try_set_value(false);
        });
    }

    /// Reads everything that is known again. Returns what came to me meanwhile.
    async fn look_again(self) -> Vec<Unopened> {
        // The page may be gone.
        let Some(depth) = self.depth_now() else { return vec![] };
        self.look(depth).await
    }

    fn depth_now(self) -> Option<Depth> {
        self.mailbox.try_with_untracked(|mailbox| mailbox.depth)
    }

    async fn look(self, depth: Depth) -> Vec<Unopened> {
        #[cfg(feature = "browser")]
        let asked = clock::since_start();
        match look_into_mailbox(depth).await {
            Ok(fresh) => {
                #[cfg(feature = "browser")]
                clock::answered(fresh.as_of, asked);
                self.absorb(fresh)
            }
            // Whatever is wrong with the way there, the connection's own banner tells, and its return brings us here.
            Err(_) => vec![],
        }
    }

    /// Raises a toast, with a name when there is one to be had. What comes from a muted friend waits in the inbox
    /// without a word.
    fn announce(self, snap: Unopened) {
        if self.circle.is_muted(&snap.sender) {
            return;
        }
        let Some(toasts) = self.toasts else { return };
        let known = self.mailbox.with_untracked(|mailbox| mailbox.name_of(&snap.sender).is_some())
            || untrack(|| self.circle.name_of(&snap.sender)).is_some();
        spawn_local(async move {
            if !known {
                self.look_again().await;
            }
            let name = untrack(|| self.name_of(&snap.sender));
            let notice = Notice::news(format!("snaps:{}", snap.sender), format!("{name} sent a snap"))
                .or_many(format!("{name} sent {{n}} snaps"))
                .person(snap.sender, name)
                .link("/app/inbox", "Open inbox");
            toasts.raise(notice);
            if let Some(sounds) = self.sounds {
                sounds.tell(Tone::Received);
            }
        });
    }

    /// Reports what is in my list as delivered, once for each snap. The server does not mark those whose sender does not see
    /// me; they are reported again when that may have changed, at the latest after the request under way.
    fn tell_delivered(self) {
        let undelivered =
            Memo::new(move |_| self.mailbox.with(|mailbox| mailbox.undelivered(self.now.get())));
        let report = StoredValue::new(DeliveryReport::default());
        let again = Trigger::new();
        let audience = self.audience_changes();
        Effect::new(move |_| {
            audience.track();
            again.track();
            let undelivered = undelivered.get();
            let ids = report.try_update_value(|report| report.begin(undelivered)).unwrap_or_default();
            if ids.is_empty() {
                return;
            }
            spawn_local(async move {
                let unmarked = mark_snaps_delivered(ids).await.ok();
                // The page may be gone by now.
                let changed = report.try_update_value(|report| report.answered(unmarked.as_deref()));
                if changed.unwrap_or_default() {
                    again.notify();
                }
            });
        });
    }

    /// Notifies when other people may see me than before: my settings or a friendship changed, or my presence came back,
    /// as it does when ghost mode ends.
    fn audience_changes(self) -> Signal<(u32, bool)> {
        let changes = RwSignal::new(0_u32);
        let channels = [ids::PROFILES, ids::EXCEPTIONS, ids::FRIENDSHIPS]
            .map(|table| Channel::tables_db(ids::DATABASE).table(table).row());
        use_live().on(channels, move |_| {
            changes.try_update(|changes| *changes = changes.wrapping_add(1));
        });
        let shown = use_presence().is_on_record();
        Signal::derive(move || (changes.get(), shown.get()))
    }

    /// Nobody who reads a name is told: it is the one they have.
    fn keep_names(self) {
        Effect::new(move |_| {
            let names = self.circle.with(|circle| {
                circle
                    .friends
                    .iter()
                    .map(|friend| (friend.id.clone(), friend.name.clone()))
                    .collect::<Vec<_>>()
            });
            self.mailbox.try_update_untracked(|mailbox| mailbox.learn(names));
        });
    }

    fn keep_time(self) {
        Effect::new(move |_| {
            let tell = move || self.now.set(clock::now());
            if let Ok(timer) = set_interval_with_handle(tell, TICK) {
                on_cleanup(move || timer.clear());
            }
        });
    }
}
