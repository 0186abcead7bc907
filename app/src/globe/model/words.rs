use super::{Pin, on_globe};
use crate::presence::Spot;

/// "2 friends are here now". I am not my own friend.
pub fn live_count(pins: &[Pin]) -> String {
    match pins.iter().filter(|pin| !pin.mine).count() {
        0 => "No friends are here right now".to_owned(),
        1 => "1 friend is here now".to_owned(),
        n => format!("{n} friends are here now"),
    }
}

/// The canvas in words.
pub fn summary(pins: &[Pin]) -> String {
    let me = if pins.iter().any(|pin| pin.mine && pin.spot.is_some()) {
        "and you on it"
    } else {
        "you are not on it yet"
    };
    format!("Globe: {}, {me}", live_count(pins).to_lowercase())
}

/// Who stands together, as their one button is called aloud.
pub fn together(names: &[String]) -> String {
    let (last, others) =
        names.split_last().map_or(("", &names[..0]), |(last, others)| (last.as_str(), others));
    format!("{} people close together: {} and {last}", names.len(), others.join(", "))
}

/// How far one place is from another, as one would say it: nobody cares for the last digit of a long way.
pub fn apart(there: Spot, here: Spot) -> Option<String> {
    let km = on_globe(there)?.km_to(on_globe(here)?);
    Some(match km {
        ..1.0 => "right beside you".to_owned(),
        ..10.0 => format!("{km:.0} km away"),
        ..1000.0 => format!("{:.0} km away", (km / 5.0).round() * 5.0),
        _ => {
            let km = ((km / 50.0).round() * 50.0) as u32;
            format!("{},{:03} km away", km / 1000, km % 1000)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::Status;
    use appwrite::Id;

    fn pin(lat: f64, lon: f64, mine: bool) -> Pin {
        let (person, spot) = ("someone".parse::<Id>().expect("an id"), Spot::new(lat, lon));
        Pin {
            person,
            name: "Ana".into(),
            status: Status::Online,
            spot,
            place: None,
            away: None,
            mine,
            waiting: 0,
        }
    }

    #[test]
    fn the_count_counts_friends_and_not_me() {
        let (me, friend) = (pin(0.0, 0.0, true), pin(1.0, 1.0, false));
        assert_eq!(live_count(std::slice::from_ref(&me)), "No friends are here right now");
        assert_eq!(live_count(&[me.clone(), friend.clone()]), "1 friend is here now");
        assert_eq!(live_count(&[friend.clone(), friend.clone()]), "2 friends are here now");
        assert_eq!(summary(&[me, friend.clone()]), "Globe: 1 friend is here now, and you on it");
        assert_eq!(summary(&[friend]), "Globe: 1 friend is here now, you are not on it yet");
        let nowhere = Pin { spot: None, ..pin(0.0, 0.0, true) };
        assert_eq!(summary(&[nowhere]), "Globe: no friends are here right now, you are not on it yet");
    }

    #[test]
    fn who_stands_together_is_named() {
        let names = ["Ana", "Ben", "Cai"].map(str::to_owned);
        assert_eq!(together(&names), "3 people close together: Ana, Ben and Cai");
        assert_eq!(together(&names[..2]), "2 people close together: Ana and Ben");
    }

    #[test]
    fn distances_are_said_as_people_say_them() {
        let graz = Spot::new(47.0707, 15.4395).unwrap();
        let away = |lat, lon| apart(Spot::new(lat, lon)?, graz);
        assert_eq!(away(47.0708, 15.4396).as_deref(), Some("right beside you"));
        assert_eq!(away(48.2082, 16.3738).as_deref(), Some("145 km away"));
        assert_eq!(away(-33.8688, 151.2093).as_deref(), Some("16,050 km away"));
    }
}
