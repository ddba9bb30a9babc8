"""model.py - MODEL.md 4 to 7 written out: every start of every group, every payment.

No classes of interchangeable roles (MODEL.md 10), no merged buckets, no bounds beyond those of
section 5.  Money in thousands of pounds.  The methods stand in the order of section 6.
"""
from dataclasses import dataclass
from itertools import permutations, product

from case import LEARNER_CATEGORIES
from program import Program, total


@dataclass(frozen=True)
class Start:
    """x: learners of a group (area, role, childcare) at a level who start a course."""
    area: str
    role: str
    childcare: bool
    level: int
    course: str
    site: str
    period: int
    care: str
    way: str
    column: int

    @property
    def group(self):
        return self.area, self.role, self.childcare


class Model:
    def __init__(self, case):
        self.case, self.program = case, Program()
        self.make_groups()
        self.make_starts()
        self.stock()
        self.load_and_once()
        self.make_cohorts()
        self.seats_and_places()
        self.contracts()
        self.contract_values()
        self.mentors()
        self.childcare()
        self.targets()
        self.make_buckets()
        self.make_pots()
        self.payments()
        self.pots()
        self.funded()
        self.share()
        self.cap()
        self.policies()
        self.objective()

    # ---- sets ----

    def make_groups(self):
        """Group -> level -> people."""
        case, self.groups = self.case, {}
        for (area, role), at in case.headcount.items():
            share = case.roles[role].number('childcare_share')
            for childcare, part in (False, 1 - share), (True, share):
                if part > 0:
                    self.groups[area, role, childcare] = {
                        level: part * at.get(level, 0) for level in case.levels}

    def takes(self, role, level, course):
        row, sector = self.case.courses[course], self.case.roles[role].text('sector')
        award = row.text('award_level')
        return (row.lists('roles', role) and row.lists('sectors', sector)
                and level >= int(row.text('entry_level')) and (not award or level < int(award)))

    def taught(self, course, site, way, t):
        """Whether every module of the course is offered there in this way, and then."""
        case = self.case
        price = {'cohort': 'cohort_price', 'open': 'place_price'}[way]
        for module in case.modules[course]:
            offer = case.offers.get((site, module))
            if not offer or not offer.text(price):
                return False
            first, last = offer.text('from_period'), offer.text('until_period')
            if first and t < case.number_of[first] or last and t > case.number_of[last]:
                return False
        return t + self.periods_of(course) <= case.n_periods

    def periods_of(self, course):
        return int(self.case.courses[course].number('periods'))

    def cares(self, area, site, childcare):
        """The childcare ways of a learner at a site."""
        if not childcare or self.case.sites[site].number('attendance') == 0:
            return ['none']
        ways = ['local'] if self.case.hours('childcare', area)[0] > 0 else []
        return ways + ['creche'] * (self.case.sites[site].number('creche_hours') > 0)

    def reaches(self, area, role, childcare, site):
        return (self.case.sites[site].number('attendance') == 0
                or self.case.minutes[area, site] <= self.case.travel_limit(role, childcare))

    def make_starts(self):
        case, self.starts = self.case, []
        for (area, role, childcare), level, course in product(self.groups, case.levels,
                                                              case.courses):
            if not self.takes(role, level, course):
                continue
            for site, t, way in product(case.sites, range(case.n_periods), ('cohort', 'open')):
                if self.taught(course, site, way, t) and self.reaches(area, role, childcare, site):
                    self.starts += [Start(area, role, childcare, level, course, site, t, care, way,
                                          self.program.column())
                                    for care in self.cares(area, site, childcare)]
        self.starts_of = {}
        for start in self.starts:
            self.starts_of.setdefault(start.group, []).append(start)

    def runs(self, start):
        """The periods in which it runs."""
        return range(start.period, start.period + self.periods_of(start.course))

    def ended(self, start):
        """The period in which it ends."""
        return self.runs(start)[-1]

    def completion(self, start):
        return self.case.courses[start.course].number('completion')

    def buyer(self, start):
        return self.case.buyer[start.area]

    def learners(self, test, weight=lambda start: 1, group=None):
        """Sum of weight x over the starts (of the group) that pass the test."""
        among = self.starts if group is None else self.starts_of.get(group, [])
        return {s.column: weight(s) for s in among if test(s)}

    # ---- staff ----

    def stock(self):
        case, self.people = self.case, {}
        for group, at in self.groups.items():
            turnover = case.roles[group[1]].number('turnover')
            for level, t in product(case.levels, range(case.n_periods)):
                self.people[group, level, t] = self.program.column()
                gained = self.moved(group, t, lambda s, l=level: self.award(s) == l)
                lost = self.moved(group, t, lambda s, l=level: s.level == l
                                  and self.award(s) is not None)
                before, known = self.before(group, level, t)
                self.program.row(
                    total((1, {self.people[group, level, t]: 1}), (turnover - 1, before),
                          (-1, gained), (1, lost)),
                    'E', (1 - turnover) * known + turnover * at[level])

    def award(self, start):
        text = self.case.courses[start.course].text('award_level')
        return int(text) if text else None

    def moved(self, group, t, test):
        return self.learners(lambda s: self.ended(s) == t and test(s), self.completion, group)

    def before(self, group, level, t):
        """The stock at the end of the period before: (terms, constant)."""
        if t == 0:
            return {}, self.groups[group][level]
        return {self.people[group, level, t - 1]: 1}, 0

    def load_and_once(self):
        case = self.case
        for group, level, t in product(self.groups, case.levels, range(case.n_periods)):
            share = case.roles[group[1]].number('release_share')
            before, known = self.before(group, level, t)
            load = self.learners(
                lambda s: s.level == level and t in self.runs(s),
                lambda s: case.courses[s.course].number('load'), group)
            self.program.row(total((1, load), (-share, before)), 'L', share * known)
        for group, course in product(self.groups, case.courses):
            if not case.courses[course].text('award_level'):
                self.program.row(
                    self.learners(lambda s: s.course == course, group=group), 'L',
                    sum(self.groups[group].values()))

    # ---- cohorts and contracts ----

    def make_cohorts(self):
        """y by (buyer, module, site, period), and the starts that sit in it."""
        self.cohorts, self.seated = {}, {}
        for s in self.starts:
            for module in self.case.modules[s.course] if s.way == 'cohort' else ():
                at = self.buyer(s), module, s.site, s.period
                self.seated.setdefault(at, []).append(s)
        for at in self.seated:
            limit = int(self.offer(at).number('cohorts_limit'))
            self.cohorts[at] = self.program.column(upper=limit, whole=True)

    def offer(self, at):
        _, module, site, _ = at
        return self.case.offers[site, module]

    def seats(self, at):
        return {s.column: 1 for s in self.seated[at]}

    def seats_and_places(self):
        row, limits = self.program.row, {}
        for at, cohorts in self.cohorts.items():
            offer = self.offer(at)
            seats = self.seats(at)
            row(total((1, seats), (-offer.number('cohort_min'), {cohorts: 1})), 'G')
            row(total((1, seats), (-offer.number('cohort_max'), {cohorts: 1})), 'L')
            limits.setdefault(at[1:], []).append(cohorts)
        for (module, site, _), cohorts in limits.items():
            row({c: 1 for c in cohorts}, 'L',
                self.case.offers[site, module].number('cohorts_limit'))
        for ((site, module), offer), t in product(self.case.offers.items(),
                                                  range(self.case.n_periods)):
            if offer.text('places_limit'):
                row(self.learners(lambda s: s.way == 'open' and s.site == site and s.period == t
                                  and module in self.case.modules[s.course]), 'L',
                    offer.number('places_limit'))

    def provider(self, site):
        return self.case.sites[site].text('provider')

    def contracts(self):
        """q by (buyer, provider, period), o by (buyer, period)."""
        self.contract, self.office = {}, {}
        for at, cohorts in self.cohorts.items():
            buyer, _, site, t = at
            q = buyer, self.provider(site), t
            if q not in self.contract:
                self.contract[q] = self.program.column(upper=1, whole=True)
            limit = self.offer(at).number('cohorts_limit')
            self.program.row({cohorts: 1, self.contract[q]: -limit}, 'L')
        for (buyer, _, t), taken in self.contract.items():
            if (buyer, t) not in self.office:
                self.office[buyer, t] = self.program.column(upper=1, whole=True)
            self.program.row({taken: 1, self.office[buyer, t]: -1}, 'L')

    def value(self, buyer, provider, t):
        parts = []
        for at, cohorts in self.cohorts.items():
            if (at[0], self.provider(at[2]), at[3]) == (buyer, provider, t):
                offer, index = self.offer(at), self.case.price_index[t]
                parts += [(index * offer.money('cohort_price'), {cohorts: 1}),
                          (index * offer.money('learner_price'), self.seats(at))]
        return total(*parts)

    def contract_values(self):
        """V and W by band; the rebate of a contract as terms."""
        self.rebate, row = {}, self.program.row
        for (buyer, provider, t), taken in self.contract.items():
            bands = self.bands(provider, t)
            if len(bands) < 2:
                continue
            values = [self.program.column() for _ in bands]
            chosen = [self.program.column(upper=1, whole=True) for _ in bands]
            for (low, high, _), v, w in zip(bands, values, chosen):
                row({v: 1, w: -low}, 'G')
                row({v: 1, w: -high}, 'L')
            row(total((1, dict.fromkeys(values, 1)), (-1, self.value(buyer, provider, t))), 'E')
            row(total((1, dict.fromkeys(chosen, 1)), (-1, {taken: 1})), 'E')
            self.rebate[buyer, provider, t] = {v: d for (_, _, d), v in zip(bands, values)}

    def bands(self, provider, t):
        """(from, to, discount) of a provider, ascending; the first without discount."""
        steps = sorted((row.money('threshold'), row.number('discount'))
                       for row in self.case.rows('discounts') if row.text('provider') == provider)
        sells = self.case.price_index[t] * sum(
            o.number('cohorts_limit')
            * (o.money('cohort_price') + o.number('cohort_max') * o.money('learner_price'))
            for (site, _), o in self.case.offers.items()
            if self.provider(site) == provider and o.text('cohort_price'))
        lows = [(0, 0), *steps]
        highs = [low for low, _ in steps] + [max(sells, lows[-1][0])]
        return [(low, high, discount) for (low, discount), high in zip(lows, highs)]

    # ---- hours ----

    def mentors(self):
        pooled = self.case.procurement.yes('share_mentors')
        pools = {}
        for area in self.case.areas:
            pools.setdefault(self.case.buyer[area] if pooled else area, set()).add(area)
        for areas, t in product(pools.values(), range(self.case.n_periods)):
            needed = self.learners(lambda s: s.area in areas and t in self.runs(s),
                                   lambda s: self.per_period(s, 'mentor_hours'))
            granted = self.learners(
                lambda s: s.area in areas and self.ended(s) < t, lambda s: self.completion(s)
                * self.case.courses[s.course].number('grants_mentor_hours'))
            self.program.row(total((1, needed), (-1, granted)), 'L',
                             sum(self.case.hours('mentors', area)[0] for area in areas))

    def per_period(self, start, column):
        course = self.case.courses[start.course]
        return course.number(column) / course.number('periods')

    def care_hours(self, start):
        """Kappa: hours of childcare over the whole course."""
        course, site = self.case.courses[start.course], self.case.sites[start.site]
        hours = course.number('contact_hours') * site.number('attendance')
        if start.care == 'local':
            hours += (course.number('sessions') * site.number('attendance') * 2
                      * self.case.minutes[start.area, start.site] / 60)
        return hours

    def childcare(self):
        def hours(start):
            return self.care_hours(start) / self.periods_of(start.course)
        for t in range(self.case.n_periods):
            for area in self.case.areas:
                self.program.row(
                    self.learners(lambda s: s.care == 'local' and s.area == area
                                  and t in self.runs(s), hours),
                    'L', self.case.hours('childcare', area)[0])
            for site, row in self.case.sites.items():
                self.program.row(
                    self.learners(lambda s: s.care == 'creche' and s.site == site
                                  and t in self.runs(s), hours),
                    'L', row.number('creche_hours'))

    # ---- targets ----

    def targets(self):
        """e by (number of the target's row, area, role)."""
        self.short, self.want = {}, {}
        for number, target in enumerate(self.case.rows('targets')):
            for (area, role), at in self.case.headcount.items():
                want = target.number('share') * sum(at.values())
                sector = self.case.roles[role].text('sector')
                if want > 0 and (target.lists('areas', area) and target.lists('roles', role)
                                 and target.lists('sectors', sector)):
                    short = self.program.column(upper=(1 - target.number('floor')) * want)
                    self.short[number, area, role], self.want[number, area, role] = short, want
                    self.program.row(total((1, self.reached(target, area, role)),
                                           (1, {short: 1})), 'G', want)

    def reached(self, target, area, role):
        end = self.case.number_of[target.text('period')]
        if target.text('course'):
            return self.learners(
                lambda s: (s.area, s.role, s.course) == (area, role, target.text('course'))
                and self.ended(s) <= end, self.completion)
        return {column: 1 for (group, level, t), column in self.people.items()
                if group[:2] == (area, role) and t == end
                and level >= int(target.text('level'))}

    # ---- money ----

    def prices(self, start):
        """Category -> cost per learner of the whole course, without the price index."""
        case = self.case
        course, site = case.courses[start.course], case.sites[start.site]
        offers = [case.offers[start.site, m] for m in case.modules[start.course]]
        if start.way == 'open':
            fee = sum(o.money('place_price') for o in offers)
        else:
            fee = sum(o.money('learner_price') + o.money('cohort_price') / o.number('cohort_max')
                      for o in offers)
        care_price = {'none': 0, 'local': case.hours('childcare', start.area)[1],
                      'creche': site.money('creche_price')}[start.care]
        return {
            'fee': fee,
            'travel': course.number('sessions') * site.number('attendance') * 2
                      * case.miles[start.area, start.site] * case.parameter['mileage_rate'] / 1000,
            'childcare': self.care_hours(start) * care_price,
            'release': course.number('contact_hours') * site.number('work_time')
                       * case.roles[start.role].money('release_cost'),
            'mentor': course.number('mentor_hours') * case.hours('mentors', start.area)[1],
        }

    def make_buckets(self):
        """Key -> cost as terms.  ('learner', area, role, course, category, t) or
        ('buyer', buyer, category, t)."""
        self.buckets = {}
        for s in self.starts:
            for category, price in self.prices(s).items():
                part = price * self.case.price_index[s.period] / self.periods_of(s.course)
                for t in self.runs(s):
                    self.cost_of('learner', s.area, s.role, s.course, category, t)[s.column] = part
        share = self.case.procurement.number('management_share')
        for (buyer, provider, t), taken in self.contract.items():
            self.add('contract', buyer, t, {
                taken: self.case.price_index[t] * self.case.procurement.money('contract_cost')})
            self.add('management', buyer, t,
                     total((share, self.value(buyer, provider, t))))
        for (buyer, t), taken in self.office.items():
            self.add('contract', buyer, t, {
                taken: self.case.price_index[t] * self.case.procurement.money('office_cost')})
        for at, cohorts in self.cohorts.items():
            price = self.case.price_index[at[3]] * self.offer(at).money('cohort_price')
            self.add('vacancy', at[0], at[3],
                     total((price, {cohorts: 1}),
                           (-price / self.offer(at).number('cohort_max'), self.seats(at))))

    def cost_of(self, *key):
        return self.buckets.setdefault(key, total())

    def add(self, category, buyer, t, terms):
        cost = self.cost_of('buyer', buyer, category, t)
        for column, coefficient in terms.items():
            cost[column] += coefficient

    def make_pots(self):
        """(stream, scope, period) -> amount."""
        case, self.amount = self.case, {}
        pool = case.procurement.yes('pool_funding')
        for row in case.rows('allocations'):
            scope = row.text('scope_type'), row.text('scope')
            if pool and scope[0] in ('area', 'la'):
                scope = 'buyer', case.buyer[min(case.scope_areas(scope))]
            stream = case.streams[row.text('stream')]
            at = row.text('stream'), scope, case.number_of[row.text('period')]
            self.amount[at] = (self.amount.get(at, 0)
                               + row.money('amount') * (1 - stream.number('top_slice')))
        for stream, scope, first in list(self.amount):
            if case.streams[stream].number('carry_over') > 0:
                for t in range(first, case.n_periods):
                    self.amount.setdefault((stream, scope, t), 0)

    def touches(self, scope, key):
        """Whether the scope contains the bucket's area, or an area of its buyer."""
        areas = self.case.scope_areas(scope)
        return (key[1] in areas if key[0] == 'learner'
                else any(self.case.buyer[a] == key[1] for a in areas))

    def fence_allows(self, stream, key):
        row, category = self.case.streams[stream], key[-2]
        named = (row.text('categories') or '*').split('|')
        named += LEARNER_CATEGORIES if '*' in named else ()
        if category not in named:
            return False
        if key[0] == 'buyer':
            return True
        _, _, role, course, _, _ = key
        award = self.case.courses[course].text('award_level') or 'none'
        return (row.lists('roles', role) and row.lists('courses', course)
                and row.lists('sectors', self.case.roles[role].text('sector'))
                and row.lists('award_levels', str(int(award)) if award != 'none' else award))

    def payments(self):
        """z by (payer, bucket); a payer is a pot, ('*virement', scope, t) or ('*rebate', b, t)."""
        self.paid_by, self.paid_to = {}, {key: {} for key in self.buckets}
        virement = {('*virement', scope, t) for stream, scope, t in self.amount
                    if self.case.streams[stream].number('virement') > 0}
        rebates = {('*rebate', buyer, t) for buyer, _, t in self.rebate}
        for key in self.buckets:
            for payer in [*self.amount, *sorted(virement), *sorted(rebates)]:
                if payer[2] == key[-1] and self.may_pay(payer, key):
                    z = self.program.column()
                    self.paid_by.setdefault(payer, {})[key] = z
                    self.paid_to[key][payer] = z

    def may_pay(self, payer, key):
        if payer[0] == '*rebate':
            return payer[1] == (self.case.buyer[key[1]] if key[0] == 'learner' else key[1])
        return (self.touches(payer[1], key)
                and (payer[0] == '*virement' or self.fence_allows(payer[0], key)))

    def paid(self, payer):
        """Sum of what it pays."""
        return dict.fromkeys(self.paid_by.get(payer, {}).values(), 1)

    def pots(self):
        """Pots, what they carry and move; then virement pools and rebate pots."""
        case, column, row = self.case, self.program.column, self.program.row
        carry, moved = {}, {}
        for pot, amount in self.amount.items():
            stream, last = case.streams[pot[0]], pot[2] == case.n_periods - 1
            carry[pot] = column(upper=0 if last else stream.number('carry_over') * amount)
            moved[pot] = column(upper=stream.number('virement') * amount)
        for pot, amount in self.amount.items():
            earlier = pot[0], pot[1], pot[2] - 1
            carried_in = {carry[earlier]: -1} if earlier in carry else {}
            row(total((1, self.paid(pot)), (1, {moved[pot]: 1}), (1, {carry[pot]: 1}),
                      (1, carried_in)), 'L', amount)
        for payer in self.paid_by:
            if payer[0] == '*virement':
                filled = {moved[pot]: -1 for pot in self.amount if pot[1:] == payer[1:]}
                row(total((1, self.paid(payer)), (1, filled)), 'L')
            if payer[0] == '*rebate':
                earned = total(*((-1, terms) for (buyer, _, t), terms in self.rebate.items()
                                 if (buyer, t) == payer[1:]))
                row(total((1, self.paid(payer)), (1, earned)), 'L')

    def funded(self):
        for key, cost in self.buckets.items():
            self.program.row(total((1, dict.fromkeys(self.paid_to[key].values(), 1)),
                                   (-1, cost)), 'E')

    def share(self):
        for pot in self.amount:
            most = self.case.streams[pot[0]].number('max_share')
            if most < 1:
                self.program.row(
                    total((1, self.paid(pot)), *((-most, self.buckets[key])
                                                 for key in self.paid_by.get(pot, ()))), 'L')

    def cap(self):
        for stream, row in self.case.streams.items():
            paid = {}  # (area, role, course, t) -> terms
            for pot, to in self.paid_by.items():
                for key, z in to.items():
                    if pot[0] == stream and key[0] == 'learner':
                        paid.setdefault(key[1:4] + key[-1:], {})[z] = 1
            for (area, role, course, t), terms in paid.items():
                if row.text('cap_per_learner'):
                    most = row.money('cap_per_learner') / self.periods_of(course)
                    running = self.learners(lambda s: (s.area, s.role, s.course) ==
                                            (area, role, course) and t in self.runs(s))
                    self.program.row(total((1, terms), (-most, running)), 'L')

    # ---- policies ----

    def policies(self):
        for policy in self.case.policies:
            getattr(self, policy.text('kind'))(policy, policy.number('value'))

    def sector(self, start):
        return self.case.roles[start.role].text('sector')

    def least_of_sector(self, policy, value, test):
        """Learners of the sector >= value x learners, over the starts that pass the test."""
        ours = self.learners(lambda s: test(s) and self.sector(s) == policy.text('sector'))
        self.program.row(total((1, ours), (-value, self.learners(test))), 'G')

    def min_sector_share(self, policy, value):
        self.least_of_sector(policy, value, lambda s: True)

    def reserved_places(self, policy, value):
        for buyer, provider, t in self.contract:
            if policy.lists('providers', provider):
                self.least_of_sector(
                    policy, value, lambda s: s.way == 'cohort' and s.period == t
                    and self.buyer(s) == buyer and self.provider(s.site) == provider)

    def max_provider_share(self, policy, value):
        everybody = total(*((1, self.value(*at)) for at in self.contract))
        for row in self.case.rows('providers'):
            provider = row.text('provider')
            if policy.lists('providers', provider):
                theirs = total(*((1, self.value(*at)) for at in self.contract
                                 if at[1] == provider))
                self.program.row(total((1, theirs), (-value, everybody)), 'L')

    def max_contracts(self, _, value):
        for office in self.office:
            self.program.row({q: 1 for (buyer, _, t), q in self.contract.items()
                              if (buyer, t) == office}, 'L', value)

    def max_coverage_gap(self, _, value):
        for number in {at[0] for at in self.want}:
            ratio = {}
            for las in {self.case.la(at[1]) for at in self.want if at[0] == number}:
                at = [k for k in self.want if k[0] == number and self.case.la(k[1]) == las]
                ratio[las] = {self.short[k]: 1 / sum(self.want[k] for k in at) for k in at}
            for one, other in permutations(ratio.values(), 2):
                self.program.row(total((1, one), (-1, other)), 'L', value)

    def max_profession_share(self, policy, value):
        def profession(start):
            return self.case.roles[start.role].text('profession') or start.role
        for at, seated in self.seated.items():
            if not policy.lists('modules', at[1]):
                continue
            for which in {profession(s) for s in seated}:
                ours = {s.column: 1 for s in seated if profession(s) == which}
                self.program.row(total((1, ours), (-value, self.seats(at))), 'L')

    # ---- the two sums of MODEL.md 7 ----

    def objective(self):
        case = self.case
        self.cost = total(
            *((case.discount[key[-1]], cost) for key, cost in self.buckets.items()),
            *((-case.discount[t], terms) for (_, _, t), terms in self.rebate.items()))
        self.shortfall = total(
            *((target.money('penalty') * case.discount[case.number_of[target.text('period')]],
               {short: 1})
              for (number, _, _), short in self.short.items()
              for target in [case.rows('targets')[number]]))

