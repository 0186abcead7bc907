//! The browser's half: waits for the subscriptions, asks, and tells the features.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{
        Known, News,
        api::what_changed,
        questions::{Confirmed, Questions},
    },
    CatchUp,
};
use crate::{AppError, clock, live::use_live};

type Before = Rc<dyn Fn()>;
type After = Rc<dyn Fn(Result<&News, &AppError>)>;

pub(super) struct State {
    pub(super) questions: Questions,
    features: Vec<(Before, After)>,
}

impl State {
    pub(super) fn new(known: Known) -> Self {
        Self { questions: Questions::new(known), features: vec![] }
    }
}

pub(super) fn wait_for(catch_up: CatchUp, confirmed: Signal<u32>, alone: impl Fn() + 'static) {
    let state = catch_up.state;
    let Some(number) = state.try_update_value(|state| state.questions.wait_for_another()) else { return };
    let connections = use_live().reconnected();
    Effect::new(move |_| {
        if confirmed.get() == 0 {
            return;
        }
        let connection = connections.get_untracked();
        match state.try_update_value(|state| state.questions.confirm(number, connection)) {
            Some(Confirmed::All) => begin(catch_up),
            Some(Confirmed::Again) => alone(),
            Some(Confirmed::Waits) | None => {}
        }
    });
}

pub(super) fn on_news(
    catch_up: CatchUp,
    before: impl Fn() + 'static,
    after: impl Fn(Result<&News, &AppError>) + 'static,
) {
    catch_up.state.try_update_value(|state| state.features.push((Rc::new(before), Rc::new(after))));
}

fn begin(catch_up: CatchUp) {
    let Some(Some(mut known)) = catch_up.state.try_update_value(|state| state.questions.ask()) else {
        return;
    };
    spawn_local(async move {
        loop {
            // The page may be gone, now or after the answer.
            let Some(features) = catch_up.state.try_with_value(|state| state.features.clone()) else {
                return;
            };
            features.iter().for_each(|(before, _)| before());
            let asked = clock::since_start();
            let answer = what_changed(known).await;
            if catch_up.state.try_with_value(|_| ()).is_none() {
                return;
            }
            if let Ok(news) = &answer {
                clock::answered(news.as_of, asked);
            }
            features.iter().for_each(|(_, after)| after(answer.as_ref()));
            let told = answer.ok().map(|news| news.known);
            let next = catch_up.state.try_update_value(|state| state.questions.answered(told));
            match next.flatten() {
                Some(next) => known = next,
                None => return,
            }
        }
    });
}
