//! What somebody feels like doing, glance after glance. The same for the same person at every start, and it knows no
//! clock and no server: how long it is until the next glance is for others to say.

use std::time::Duration;

use app::presence::{Label, Spot, model::Saying};
use landscape::Scene;

use super::cast::Part;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    /// To say how one is.
    Say(Saying),
    /// To look who asks and what came.
    Look,
    /// To send a photograph to a friend.
    Send,
    /// To close the app.
    Leave,
}

/// A photograph to be drawn, and what is said with it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shot {
    pub(super) scene: Scene,
    pub(super) seed: u32,
    pub(super) caption: &'static str,
}

/// Whoever is here says so at every fourth glance at least, which is well before others would take them for gone.
const SILENCE: u32 = 4;

/// Somebody's life.
pub(super) struct Life {
    part: &'static Part,
    haunts: Vec<Spot>,
    dice: fastrand::Rng,
    /// How they are, without a place: that is said when they have moved.
    saying: Saying,
    /// For how many glances they have said nothing.
    silent: u32,
    /// For how many glances more the app is closed.
    gone: u32,
}

impl Life {
    pub(super) fn new(part: &'static Part) -> Self {
        // Any number does, as long as everybody's is another.
        let seed = part.handle.bytes().fold(0, |sum: u64, byte| sum * 31 + u64::from(byte));
        Self {
            part,
            haunts: part.haunts(),
            dice: fastrand::Rng::with_seed(seed),
            saying: Saying { zone: part.zone(), ..Saying::default() },
            silent: 0,
            gone: 0,
        }
    }

    /// What they do first.
    pub(super) fn begin(&mut self) -> Vec<Act> {
        let home = self.haunts.first().copied();
        vec![self.say(home), Act::Look]
    }

    /// What they do at the next glance. Nothing, while they are gone.
    pub(super) fn glance(&mut self) -> Vec<Act> {
        if self.gone > 0 {
            self.gone -= 1;
            return if self.gone == 0 { vec![self.say(None), Act::Look] } else { vec![] };
        }
        if self.saying.composing {
            self.saying.composing = false;
            return vec![Act::Send, self.say(None)];
        }
        self.silent += 1;
        let said = match self.dice.u32(..60) {
            0 => {
                self.gone = self.dice.u32(6..14);
                return vec![Act::Leave];
            }
            1..7 => {
                let spot = self.dice.choice(&self.haunts).copied();
                Some(self.say(spot))
            }
            7..13 => {
                self.change_mood();
                Some(self.say(None))
            }
            13..15 => {
                self.saying.composing = true;
                Some(self.say(None))
            }
            _ => (self.silent >= SILENCE).then(|| self.say(None)),
        };
        said.into_iter().chain([Act::Look]).collect()
    }

    /// How long until the next glance, when it is `rest` on the average.
    pub(super) fn rest(&mut self, rest: Duration) -> Duration {
        rest.mul_f64(0.5 + self.dice.f64())
    }

    /// What they would photograph now.
    pub(super) fn shot(&mut self) -> Shot {
        let scenes = [Scene::Dawn, Scene::Noon, Scene::Dusk, Scene::Night];
        Shot {
            scene: scenes[self.dice.usize(..scenes.len())],
            seed: self.dice.u32(..1_000),
            caption: self.part.captions[self.dice.usize(..self.part.captions.len())],
        }
    }

    /// Whether they answer what they have just seen.
    pub(super) fn answers(&mut self) -> bool {
        self.dice.bool()
    }

    /// One of these, if there are any.
    pub(super) fn one_of<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        self.dice.choice(choices)
    }

    fn change_mood(&mut self) {
        let (status, emoji, text) = self.part.moods[self.dice.usize(..self.part.moods.len())];
        self.saying.status = status;
        self.saying.label = Label::new(emoji, text, None).ok(); // a mood without words has none
    }

    fn say(&mut self, place: Option<Spot>) -> Act {
        self.silent = 0;
        Act::Say(Saying { place, ..self.saying.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::cast::{self, ALL},
        *,
    };

    fn days(part: &'static Part, glances: usize) -> Vec<Vec<Act>> {
        let mut life = Life::new(part);
        let first = life.begin();
        std::iter::once(first).chain((0..glances).map(|_| life.glance())).collect()
    }

    #[test]
    fn a_life_begins_at_home_and_is_the_same_every_time_and_nobody_elses() {
        let part: &cast::Part = &ALL[0];
        let life = days(part, 300);
        assert_eq!(
            life[0][0],
            Act::Say(Saying {
                place: part.haunts().first().copied(),
                zone: part.zone(),
                ..Saying::default()
            })
        );
        assert_eq!(days(part, 300), life);
        let doings = |life: &[Vec<Act>]| life.iter().map(Vec::len).collect::<Vec<_>>();
        assert_ne!(doings(&days(&ALL[1], 300)), doings(&life));
    }

    #[test]
    fn everybody_moves_changes_their_mood_makes_snaps_and_goes_and_comes_back() {
        for part in &ALL {
            let life: Vec<_> = days(part, 600).concat();
            let said = |test: fn(&Saying) -> bool| {
                life.iter().any(|act| matches!(act, Act::Say(saying) if test(saying)))
            };
            assert!(part.haunts()[1..].iter().all(|spot| {
                life.iter().any(|act| matches!(act, Act::Say(saying) if saying.place == Some(*spot)))
            }));
            assert!(
                said(|saying| saying.label.is_some()) && said(|saying| saying.status != Default::default())
            );
            assert!(said(|saying| saying.composing) && life.contains(&Act::Send), "{}", part.handle);
            let left = life.iter().position(|act| *act == Act::Leave).expect("everybody leaves some time");
            assert!(matches!(life[left + 1..], [Act::Say(_), ..]), "and is back before anything else");
        }
    }

    #[test]
    fn whoever_is_here_is_never_silent_for_long_and_whoever_left_is_for_a_while() {
        for part in &ALL {
            let (mut silent, mut gone) = (0, None);
            for doings in days(part, 600) {
                let says = doings.iter().any(|act| matches!(act, Act::Say(_)));
                if says {
                    assert!(gone.take().is_none_or(|glances| glances >= 5), "{}", part.handle);
                }
                gone = if doings.contains(&Act::Leave) { Some(0) } else { gone.map(|glances| glances + 1) };
                silent = if says || gone.is_some() { 0 } else { silent + 1 };
                assert!(silent < SILENCE, "{}", part.handle);
            }
        }
    }
}
