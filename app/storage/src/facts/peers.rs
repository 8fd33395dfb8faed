//! Peer groups: what a reader sees of the nine, narrowed to some of them. It is worked out from what that reader sees by name
//! and from nothing else, so no median of a few can give away another city's value: where cities are not seen by name there
//! are no groups.

use domain::{
    check::figure,
    city::{cities, city},
    compare::{median, range},
    indicator::Definition,
    peers::{FEWEST, Peers},
};

use super::{Nine, NinePeriod, Observation, Status};

impl Nine {
    /// Narrows it to a group, if the reader sees all cities of the pilot by name in the last of its periods: CNIPA, and others
    /// where values are released as `named` or `ranked`. In periods before of which that is not true the group has neither
    /// median nor range, and counts only the cities that are seen.
    pub(super) fn narrow(&mut self, d: &Definition, peers: Peers) {
        if !self.periods.last().is_some_and(|p| p.by_name) {
            return;
        }
        self.peers = Some(peers);
        for p in &mut self.periods {
            p.narrow(d, peers);
        }
        self.targets.retain(|p| in_group(peers, &p.city));
    }
}

fn in_group(peers: Peers, slug: &str) -> bool {
    city(slug).is_some_and(|c| peers.holds(c))
}

impl NinePeriod {
    fn narrow(&mut self, d: &Definition, peers: Peers) {
        let here = |slug: &str| in_group(peers, slug);
        self.values.retain(|o| here(&o.city));
        self.months.retain(|city, _| here(city));
        self.reached.retain(|city, _| here(city));
        self.lacks.retain(|city, _| here(city));
        self.moves.retain(|city, _| here(city));
        self.small.retain(|city| here(city));
        self.at = vec![None; cities().len()];
        for (n, o) in self.values.iter().enumerate() {
            if let Some(at) = city(&o.city).and_then(|c| self.at.get_mut(c.order)) {
                *at = Some(n);
            }
        }
        let whole = |o: &&Observation| o.status == Status::Accepted && o.entry.amount().is_some();
        let months = |o: &Observation| self.months.get(&o.city).copied();
        self.fullest = self.values.iter().filter(whole).filter_map(months).max();
        let compared = self.values.iter().filter(whole).filter(|o| months(o) == self.fullest);
        let compared: Vec<_> = compared.map(|o| o.entry.amount().and_then(|a| figure(d, a))).collect();
        (self.held, self.expected) = (compared.len(), peers.cities().len());
        let figures: Vec<_> = compared.into_iter().flatten().collect();
        let told = self.by_name && figures.len() >= FEWEST;
        self.median = median(&figures).filter(|_| told);
        self.range = range(&figures).filter(|_| told);
    }
}
