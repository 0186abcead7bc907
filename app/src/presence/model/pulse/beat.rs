//! What the pulse says, and when it is due.

use appwrite::Timestamp;

use super::{Act, Face, Pulse, TELL, UnderWay, WHOLE_EVERY, Word};
use crate::presence::model::{Label, Saying, Status};

/// After a beat that came to nothing, the next is tried this many seconds later.
pub(super) const RETRY: i64 = 5;

impl Pulse {
    pub(super) fn face(&self, now: Timestamp) -> Face {
        let away = self.pace.auto && self.activity.is_away(now);
        Face {
            status: self.wish.status(away, now),
            label: self.wish.label(now).map(Label::without_end),
            composing: self.composing || self.composing_elsewhere.values().any(|until| *until > now),
        }
    }

    pub(super) fn beat(&mut self, now: Timestamp) -> Option<Act> {
        let may = self.running && self.leads && self.wish.shown && !self.left && now >= self.hush;
        if !may || self.under_way.is_some() {
            return None;
        }
        let face = self.face(now);
        let pause = if self.failed { RETRY * 1000 } else { i64::from(self.pace.heartbeat) };
        let due = self.tried.is_none_or(|tried| now.millis() >= tried.millis() + pause);
        let new = !self.failed && (self.moving.is_some() || self.on_record.as_ref() != Some(&face));
        if !(due || new) || self.another_device_is_here(&face, now) {
            return None;
        }
        let label = self.wish.label(now).cloned();
        // By which clock this device goes, whoever sends it says.
        let zone = None;
        let saying =
            Saying { place: self.moving, zone, status: face.status, label, composing: face.composing };
        let is_recent = self.whole.is_some_and(|at| now < at.plus_seconds(WHOLE_EVERY));
        let renews = is_recent && !new && !self.failed;
        self.under_way = Some(UnderWay { saying: saying.clone(), wish: self.wish.clone(), renews });
        self.tried = Some(now);
        Some(if renews { Act::Renew } else { Act::Say(saying) })
    }

    /// Whether I am only away from this device.
    fn another_device_is_here(&self, face: &Face, now: Timestamp) -> bool {
        let absent = face.status == Status::Away && self.wish.status != Status::Away && self.moving.is_none();
        absent && self.device.is_some_and(|(status, until)| status != Status::Away && until > now)
    }

    pub(super) fn tell(&mut self, now: Timestamp) -> Option<Word> {
        let worth_telling = self.activity.is_visible() || self.composing || self.told.is_none();
        let due = self.told.is_none_or(|told| now >= told.plus_seconds(TELL));
        if !self.running || !due || !worth_telling {
            return None;
        }
        self.told = Some(now);
        Some(Word::Signs { signs: self.activity.signs(now), composing: self.composing })
    }
}
