//! The frame: step the camera, move the pins that moved, paint the planet if it looks otherwise, say where we are. Asked
//! for when something changed and never otherwise; none while the page is hidden.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::{Rc, Weak},
};

use globe::{Camera, Globe, Projection, Spot, Stage, Sun, crowd::Group, labels};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, ResizeObserver, Window};

use crate::{
    arcs::Arcs,
    attributes::Attributes,
    card::Card,
    halo::HaloMark,
    hear::hear,
    input,
    labels::Labels,
    land,
    look::Look,
    pins::Pins,
    predecessor::{self, Predecessor},
    screen,
    surface::Surface,
};

mod camera;
mod company;
mod early;

/// From this near on, the coarse coast is visibly so.
const CLOSE: f64 = 2.0;
/// Somebody who looked at the globe for this long, in milliseconds, may want to look closer.
const IDLE: i32 = 2_500;
/// The terminator moves a quarter of a degree in this many milliseconds, which is when it is drawn again.
const SUN_PERIOD: i32 = 60_000;

/// The elements the globe lives in.
pub struct Elements {
    /// Hears pointers and wears the `data-` attributes.
    pub root: HtmlElement,
    /// Where the canvases go.
    pub canvas: HtmlElement,
    /// Holds the pins and the groups.
    pub layer: HtmlElement,
    /// Covers what nothing else covers.
    pub free: HtmlElement,
    /// Holds the card of the person in its `data-user`.
    pub card: HtmlElement,
}

/// Who hears what.
pub struct Hears {
    /// Every tap on the globe.
    pub tapped: Box<dyn Fn(Spot)>,
    /// My pin is put in the middle of the view.
    pub placed: Box<dyn Fn(Spot)>,
    /// With every frame: what is in the middle of the view, as long as the globe does not turn.
    pub rested: Box<dyn Fn(Option<Spot>)>,
    /// Others stand together than before.
    pub grouped: Box<dyn Fn(Vec<Group>)>,
}

/// A globe on a page. Dropping it takes every listener and the asked frame away.
pub struct Engine {
    pub(crate) root: HtmlElement,
    free: HtmlElement,
    card: Card,
    window: Window,
    surface: Surface,
    pub(crate) globe: RefCell<Globe>,
    pins: RefCell<Pins>,
    arcs: RefCell<Arcs>,
    halo: RefCell<HaloMark>,
    labels: RefCell<Labels>,
    wants_names: Cell<bool>,
    wants_more: Cell<bool>,
    hears: Hears,
    time: fn() -> f64,
    sun: Cell<Sun>,
    light: Cell<bool>,
    calm: Cell<bool>,
    me: OnceCell<Weak<Self>>,
    frames: Cell<u64>,
    attributes: Attributes,
    /// As of the last frame.
    seen_from: Cell<Option<(Projection, Stage)>>,
    asked: Cell<Option<i32>>,
    /// The stylesheet has put it away: a page has all the room.
    away: Cell<bool>,
    /// The last picture of the engine before this one.
    left_before: RefCell<Vec<Element>>,
    on_frame: OnceCell<Closure<dyn FnMut()>>,
    held: RefCell<Vec<Box<dyn std::any::Any>>>,
}

impl Engine {
    /// Begins to draw. `first` is where to look, and `time` gives the milliseconds since 1970, by which the sun stands.
    /// Where an engine of another module draws already, this one continues from there, and the other one stops.
    /// `None` where there is no canvas, and then the list beside the globe is all there is.
    pub fn start(
        elements: Elements,
        first: Option<Spot>,
        time: fn() -> f64,
        hears: Hears,
    ) -> Option<Rc<Self>> {
        let before = Predecessor::stop(&web_sys::window()?, &elements.canvas);
        Self::begin(elements, first, before, true, time, hears)
    }

    /// `wants_more`: whether closer coasts, lights and names are fetched once they would be seen.
    fn begin(
        elements: Elements,
        first: Option<Spot>,
        before: Predecessor,
        wants_more: bool,
        time: fn() -> f64,
        hears: Hears,
    ) -> Option<Rc<Self>> {
        let Elements { root, canvas: holder, layer, free, card } = elements;
        let window = web_sys::window()?;
        let stage = screen::stage(&root, &free);
        let now = window.performance().map_or(0.0, |clock| clock.now());
        let globe = before.handover.as_ref().map_or_else(
            || Globe::new(first.map_or_else(Camera::default, |spot| Camera::above(spot, 1.0)), stage),
            |handover| Globe::take_over(handover, stage, now),
        );
        let engine = Rc::new(Self {
            surface: Surface::choose(holder.clone())?,
            globe: RefCell::new(globe),
            pins: RefCell::new(Pins::on(layer)),
            arcs: RefCell::new(Arcs::in_holder(holder.clone())),
            halo: RefCell::new(HaloMark::in_holder(holder.clone())),
            labels: RefCell::new(Labels::in_holder(holder)),
            wants_names: Cell::new(wants_more),
            wants_more: Cell::new(wants_more),
            hears,
            time,
            sun: Cell::new(Sun::at(time())),
            light: Cell::new(false),
            calm: Cell::new(false),
            me: OnceCell::new(),
            frames: Cell::default(),
            attributes: Attributes::on(root.clone()),
            seen_from: Cell::default(),
            asked: Cell::default(),
            away: Cell::default(),
            left_before: RefCell::new(before.left),
            on_frame: OnceCell::new(),
            held: RefCell::default(),
            root,
            free,
            card: Card::in_holder(card),
            window,
        });
        engine.listen();
        engine.wake();
        Some(engine)
    }

    /// Changes something about the globe, and draws it.
    pub fn steer(&self, change: impl FnOnce(&mut Globe, f64)) {
        change(&mut self.globe.borrow_mut(), self.now());
        self.wake();
    }

    /// Milliseconds since the page began.
    pub(crate) fn now(&self) -> f64 {
        self.window.performance().map_or(0.0, |clock| clock.now())
    }

    /// Something changed: one more frame, please. What is hidden gets its own when it is seen again.
    pub(crate) fn wake(&self) {
        let hidden = self.away.get() || self.window.document().is_some_and(|document| document.hidden());
        if self.asked.get().is_some() || hidden {
            return;
        }
        if let Some(frame) = self.on_frame.get() {
            self.asked.set(self.window.request_animation_frame(frame.as_ref().unchecked_ref()).ok());
        }
    }

    fn frame(&self) {
        self.asked.set(None);
        self.frames.set(self.frames.get() + 1);
        let now = self.now();
        let turning = self.globe.borrow_mut().step(now);
        let globe = self.globe.borrow();
        let (projection, stage) = (globe.projection(), *globe.stage());
        let placed = self.pins.borrow_mut().place(&projection, now, !turning);
        let is_elsewhere = self.seen_from.replace(Some((projection, stage))) != Some((projection, stage));
        self.place_card(&globe, now);
        self.draw_lines(&projection, &stage, now, is_elsewhere, !placed.changes.is_empty());
        let resting = !turning && !placed.travelling;
        let more = self.surface.draw(&globe, self.look(&globe), now, turning, resting);
        self.tell(&projection);
        if !resting || more {
            self.wake();
        }
        if projection.camera.zoom() >= CLOSE {
            self.ask_for_more();
        }
        if projection.camera.zoom() >= labels::FROM_ZOOM {
            self.ask_for_names();
        }
        self.forget_what_was_before(placed.groups.is_some());
        placed.groups.into_iter().for_each(|groups| (self.hears.grouped)(groups));
        (self.hears.rested)((!turning).then(|| projection.camera.centre()));
    }

    /// Takes the last picture of the engine before this one away, once this one has drawn everything: the buttons of the
    /// groups come one frame after the pins.
    fn forget_what_was_before(&self, groups_come: bool) {
        if self.left_before.borrow().is_empty() {
            return;
        }
        if groups_come || self.frames.get() < 2 {
            self.wake();
        } else {
            predecessor::remove(self.left_before.take());
        }
    }

    /// Draws what lies between planet and pins: arcs, circle, names of cities. They depend on where the globe is seen from;
    /// names also make room for pins.
    fn draw_lines(
        &self,
        projection: &Projection,
        stage: &Stage,
        now: f64,
        is_elsewhere: bool,
        pins_moved: bool,
    ) {
        if is_elsewhere {
            self.arcs.borrow_mut().draw(projection, now);
        }
        let (mut halo, mut labels) = (self.halo.borrow_mut(), self.labels.borrow_mut());
        let is_otherwise = is_elsewhere || halo.is_stale();
        if is_otherwise {
            halo.draw(projection, stage);
        }
        if is_otherwise || pins_moved || labels.is_stale() {
            let mut covers = self.pins.borrow().covers();
            covers.extend(halo.cover());
            labels.draw(projection, stage, &covers);
        }
    }

    fn look(&self, globe: &Globe) -> Look {
        Look {
            camera: globe.camera(),
            stage: *globe.stage(),
            sun: self.sun.get(),
            light: self.light.get(),
            ratio: self.window.device_pixel_ratio(),
        }
    }

    /// What a test, or somebody with developer tools, wants to know.
    fn tell(&self, projection: &Projection) {
        let centre = projection.camera.centre();
        for (name, value) in [
            ("data-frames", self.frames.get().to_string()),
            ("data-paints", self.surface.paints().to_string()),
            ("data-center", format!("{:.3},{:.3}", centre.lat(), centre.lng())),
            ("data-zoom", format!("{:.3}", projection.camera.zoom())),
            (
                "data-disc",
                format!("{:.1},{:.1},{:.1}", projection.centre.x, projection.centre.y, projection.radius),
            ),
            ("data-land", if self.surface.has_land() { "here" } else { "waiting" }.to_owned()),
            ("data-backend", self.surface.backend().to_owned()),
            ("data-quality", self.surface.quality().to_owned()),
            ("data-tier", self.surface.tier().to_owned()),
            ("data-look", if self.light.get() { "light" } else { "dark" }.to_owned()),
        ] {
            self.attributes.set(name, value);
        }
    }

    /// Runs after layout, so that reading sizes is free.
    fn resize(&self) {
        self.away.set(!screen::is_shown(&self.root));
        if self.away.get() {
            return;
        }
        let stage: Stage = screen::stage(&self.root, &self.free);
        self.steer(|globe, _| globe.resize(stage));
        self.card.measure();
        self.place_card(&self.globe.borrow(), self.now());
    }

    /// Computes where the sun stands now, and draws it.
    fn move_sun(&self) {
        self.sun.set(Sun::at((self.time)()));
        self.wake();
    }

    /// Reads the preferences of the reader: light or dark, and reduced motion.
    fn read_preferences(&self) {
        self.light.set(screen::is_light(&self.window));
        self.calm.set(screen::is_calm(&self.window));
        let calm = self.calm.get();
        self.steer(|globe, _| globe.set_calm(calm));
    }

    fn listen(self: &Rc<Self>) {
        let me = Rc::downgrade(self);
        let _ = self.me.set(me.clone());
        let call = |act: fn(&Self)| {
            let me = me.clone();
            move || {
                if let Some(engine) = Weak::upgrade(&me) {
                    act(&engine);
                }
            }
        };
        let _ = self.on_frame.set(Closure::new(call(Self::frame)));
        self.read_preferences();

        let resized = Closure::<dyn FnMut()>::new(call(Self::resize));
        if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
            observer.observe(&self.root);
            observer.observe(&self.free);
            observer.observe(self.card.holder());
            self.hold(Observed { observer, _resized: resized });
        }
        for query in screen::looks(&self.window) {
            let changed = call(Self::read_preferences);
            self.hold(hear(&query, "change", move |_: &Event| changed()));
        }
        if let Some(choices) = screen::choices(&self.window, call(Self::read_preferences)) {
            self.hold(choices);
        }
        if let Some(document) = self.window.document() {
            let seen = call(Self::move_sun);
            self.hold(hear(&document, "visibilitychange", move |_: &Event| seen()));
        }
        self.hold(screen::every(&self.window, SUN_PERIOD, call(Self::move_sun)));
        for listener in input::listen(self) {
            self.hold(listener);
        }
        if let Some(canvas) = self.surface.gpu_canvas() {
            let (lost, restored) = (me.clone(), me.clone());
            self.hold(hear(&canvas, "webglcontextlost", move |event: &Event| {
                if let Some(engine) = lost.upgrade() {
                    if engine.surface.lost(engine.now()) {
                        // Says that we want it back.
                        event.prevent_default();
                    }
                    engine.wake();
                }
            }));
            self.hold(hear(&canvas, "webglcontextrestored", move |_: &Event| {
                if let Some(engine) = restored.upgrade() {
                    engine.surface.restored();
                    engine.wake();
                }
            }));
        }
        land::load(self.taking(|engine, land| {
            engine.surface.take_land(land);
            let me = engine.me.get().cloned().unwrap_or_default();
            let later = move || {
                if let Some(engine) = me.upgrade() {
                    engine.ask_for_more();
                }
            };
            engine.hold(screen::after(&engine.window, IDLE, later));
        }));
    }

    /// Fetches the closer coasts and the cities, once, where they would be seen.
    fn ask_for_more(&self) {
        if !self.surface.has_land() || !self.surface.wants_more() || !self.wants_more.replace(false) {
            return;
        }
        if let Some(me) = self.me.get().and_then(Weak::upgrade) {
            land::load_fine(me.taking(|engine, land| engine.surface.take_fine(land)));
            land::load_lights(me.taking(|engine, lights| engine.surface.take_lights(lights)));
        }
    }

    /// Fetches the names of cities, once, where there is room for them.
    fn ask_for_names(&self) {
        if self.wants_names.replace(false)
            && let Some(me) = self.me.get().and_then(Weak::upgrade)
        {
            land::load_cities(me.taking(|engine, cities| engine.labels.borrow_mut().take(cities)));
        }
    }

    /// Hands what was fetched to the engine, if it is still there, and draws it.
    fn taking<T: 'static>(self: &Rc<Self>, take: fn(&Self, T)) -> impl FnOnce(T) + 'static {
        let me = Rc::downgrade(self);
        move |found| {
            if let Some(engine) = me.upgrade() {
                take(&engine, found);
                engine.wake();
            }
        }
    }

    fn hold(&self, thing: impl std::any::Any) {
        self.held.borrow_mut().push(Box::new(thing));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(frame) = self.asked.get() {
            let _ = self.window.cancel_animation_frame(frame);
            // Kept for the same reason as the call of a `Timer`.
            if let Some(frame) = self.on_frame.take() {
                frame.forget();
            }
        }
    }
}

struct Observed {
    observer: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
