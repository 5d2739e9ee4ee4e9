using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>
/// Decides what happens in the county and when, before anything is written about it: cheap, in one stream, so that writing can be done by many.
/// </summary>
internal sealed class CasePlanner
{
    /// <summary>Matters that several people report, and people who call again, of a hundred cases.</summary>
    private const double SharedOfHundred = 0.8;
    private const double AgainOfHundred = 5;

    private readonly IReadOnlyList<Leaf> _leaves;
    private readonly Leaf[] _crowds;
    private readonly Leaf[] _streetLeaves;
    private readonly GridPlace[] _urban;
    private readonly GridPlace[] _rural;
    private readonly VillagePlaces _showcase;
    private readonly Almanac _almanac;
    private readonly Dice _dice;
    private readonly DateTime _now;

    public CasePlanner(Places places, Organization organization, IReadOnlyList<Leaf> leaves, Almanac almanac, Dice dice, DateTime now)
    {
        (_leaves, _almanac, _dice, _now, _showcase) = (leaves, almanac, dice, now, organization.ShowcaseVillage);
        _crowds = [.. leaves.Where(leaf => leaf.Crowd && leaf.Category.Limit is not { CloseAmount: <= 4, CloseUnit: DemoLimitUnits.Hour })];
        _streetLeaves = [.. leaves.Where(leaf => leaf.Lead == Organization.CityManagement && leaf.Urban != false)];
        _urban = [.. places.Grids.Where(grid => grid.Village.Urban)];
        _rural = [.. places.Grids.Where(grid => !grid.Village.Urban)];
    }

    /// <param name="days">How far back they reach.</param>
    public List<Seed> Plan(int count, int days)
    {
        var seeds = new List<Seed>(count);
        AddOnShow(seeds, Math.Min(count / 3, Fates.OnShow.Sum(row => row.Count)));
        var density = new Density(_leaves, _almanac, Today.AddDays(-days), Today);
        var scenes = (int)(count * SharedOfHundred / 100);
        for (var scene = 0; scene < scenes && seeds.Count < count; scene++)
            AddScene(seeds, count, days, _dice.Fork("scene").Fork(scene));
        var again = (int)(count * AgainOfHundred / 100);
        var singles = seeds.Count;
        while (seeds.Count < count - again)
            seeds.Add(Single(density, seeds.Count));
        AddAgain(seeds, singles, count);
        return seeds;
    }

    /// <summary>A matter that comes in at a given moment, as the simulated county needs them.</summary>
    public Seed At(DateTime received, int number, Dice own)
    {
        var today = DateOnly.FromDateTime(CaseClock.ToLocal(received));
        var leaf = new Density(_leaves, _almanac, today, today).Draw(own).Leaf;
        var channel = ChannelFor(leaf, CaseClock.IsOpen(received), own);
        return new Seed(number, leaf, GridFor(leaf, own), channel, received, Fate.Closed);
    }

    private DateOnly Today => DateOnly.FromDateTime(CaseClock.ToLocal(_now));

    private void AddOnShow(List<Seed> seeds, int count)
    {
        // One of each kind first, so that a small county has as many kinds as it can.
        var fates = Fates.OnShow.SelectMany(row => Enumerable.Range(0, row.Count).Select(turn => (row.Fate, turn))).OrderBy(pair => pair.turn).Select(pair => pair.Fate);
        foreach (var (index, fate) in fates.Take(count).Index())
        {
            var own = _dice.Fork("show").Fork(index);
            var leaf = own.Pick(_streetLeaves);
            var grid = own.Chance(0.5) ? _showcase.Grids[0] : own.Pick(_showcase.Grids);
            seeds.Add(new Seed(seeds.Count, leaf, grid, ChannelFor(leaf, true, own), _now, fate));
        }
    }

    private Seed Single(Density density, int number)
    {
        var own = _dice.Fork(number);
        while (true)
        {
            var (day, leaf) = density.Draw(own);
            var channel = ChannelFor(leaf, day.IsWorking, own);
            var received = Moment(day, leaf, channel, own);
            if (received >= _now - TimeSpan.FromMinutes(4))
                continue;
            var grid = GridFor(leaf, own);
            // The accounts shown to a newcomer have a past.
            if (own.Chance(0.008))
                (leaf, grid) = (leaf.Urban == false ? own.Pick(_streetLeaves) : leaf, own.Pick(_showcase.Grids));
            return new Seed(number, leaf, grid, channel, received, Fates.Draw(own, leaf.IsQuestion));
        }
    }

    // Reports come thick at first and thin out, over one to three weeks; neighbours whose report adds nothing are merged into the first.
    private void AddScene(List<Seed> seeds, int count, int days, Dice own)
    {
        var leaf = own.Pick(_crowds);
        var scene = new Scene(leaf, GridFor(leaf, own), own);
        var size = (int)Math.Round(3 + 26 * Math.Pow(own.Next(), 3.2));
        var span = own.Between(4.0, 21.0);
        var begin = _now - TimeSpan.FromDays(own.Between(0.3, days));
        Seed? first = null;
        for (var turn = 0; turn < size && seeds.Count < count; turn++)
        {
            var day = _almanac.At(begin + TimeSpan.FromDays(span * Math.Pow(own.Next(), 2.2) * (turn == 0 ? 0 : 1)));
            var channel = ChannelFor(leaf, day.IsWorking, own);
            var received = Moment(day, leaf, channel, own);
            if (first is not null && received <= first.Received)
                received = first.Received + TimeSpan.FromMinutes(own.Between(25, 2600));
            if (received >= _now - TimeSpan.FromMinutes(45) || received < _now - TimeSpan.FromDays(days + 1))
                continue;
            var fate = first is not null && own.Chance(0.42) ? Fate.Merged : Fates.Draw(own, leaf.IsQuestion);
            if (first is null && fate is Fate.Refused or Fate.Withdrawn or Fate.WithdrawnAfterDispatch)
                fate = Fate.Closed;
            var seed = new Seed(seeds.Count, leaf, scene.Grid, Open(channel, received), received, fate, scene, first is null ? SceneRole.First : SceneRole.Neighbour, first);
            first ??= seed;
            seeds.Add(seed);
        }
    }

    private void AddAgain(List<Seed> seeds, int from, int count)
    {
        var before = seeds.Count;
        var attempt = 0;
        while (seeds.Count < count)
        {
            attempt++;
            var own = _dice.Fork("again").Fork(attempt);
            var origin = own.Between(from, before - 1);
            var first = seeds[origin];
            var received = first.Received + TimeSpan.FromDays(own.Between(2.0, 40.0));
            if (attempt < count * 20 && (first.Scene is not null || first.Fate.IsOpen() || received >= _now - TimeSpan.FromHours(1)))
                continue;
            var day = _almanac.At(received);
            var channel = own.Chance(0.7) ? DemoChannels.Hotline : ChannelFor(first.Leaf, day.IsWorking, own);
            received = Moment(day, first.Leaf, channel, own);
            if (received >= _now - TimeSpan.FromMinutes(10))
                received = first.Received + (_now - first.Received) * 0.6;
            var scene = first.Scene ?? new Scene(first.Leaf, first.Grid, own);
            seeds[origin] = first = first with { Scene = scene };
            seeds.Add(new Seed(seeds.Count, first.Leaf, first.Grid, Open(channel, received), received, Fates.Draw(own, first.Leaf.IsQuestion), scene, SceneRole.Again, first));
        }
    }

    // A moment that was moved may fall on a day when the window is shut; the telephone never is.
    private static string Open(string channel, DateTime received) =>
        channel is DemoChannels.Window or DemoChannels.Unit && !Almanac.IsWorking(DateOnly.FromDateTime(CaseClock.ToLocal(received))) ? DemoChannels.Hotline : channel;

    private static DateTime Moment(DemoDay day, Leaf leaf, string channel, Dice own) => CaseClock.ToUtc(
        day.Date.ToDateTime(TimeOnly.MinValue).AddHours(own.PickIndex(Seasons.Hours(leaf, channel))).AddSeconds(own.Between(0, 3599)));

    private GridPlace GridFor(Leaf leaf, Dice own) => leaf.Urban switch
    {
        true => own.Pick(_urban),
        false => own.Pick(_rural),
        _ => own.Chance(0.45) ? own.Pick(_urban) : own.Pick(_rural),
    };

    private static string ChannelFor(Leaf leaf, bool isOpen, Dice own)
    {
        string[] channels = [DemoChannels.Hotline, DemoChannels.CitizenWeb, DemoChannels.GridWorker, DemoChannels.Api, DemoChannels.Window, DemoChannels.Unit];
        double[] weights = leaf.Category.Code[..2] switch
        {
            _ when leaf.IsQuestion => [50, 34, 2, 0, 16, 0],
            "09" => [22, 8, 24, 6, 34, 6],
            "10" => [34, 14, 30, 12, 5, 5],
            "01" or "05" => [32, 20, 34, 2, 6, 6],
            _ => [36, 26, 17, 2, 12, 7],
        };
        // Windows and departments keep office days; grid workers walk at weekends too.
        return channels[own.PickIndex(isOpen ? weights : weights[..4])];
    }

    /// <summary>How likely each category is on each day of a span.</summary>
    private sealed class Density
    {
        private readonly DemoDay[] _days;
        private readonly double[] _upTo;
        private readonly double[][] _byLeaf;
        private readonly IReadOnlyList<Leaf> _leaves;

        public Density(IReadOnlyList<Leaf> leaves, Almanac almanac, DateOnly first, DateOnly last)
        {
            _leaves = leaves;
            _days = [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(day => almanac[first.AddDays(day)])];
            _byLeaf = [.. _days.Select(day => leaves.Select(leaf => leaf.Weight * Seasons.Factor(leaf.Category.Code, day)).ToArray())];
            _upTo = new double[_days.Length];
            for (var day = 0; day < _days.Length; day++)
                _upTo[day] = (day == 0 ? 0 : _upTo[day - 1]) + Seasons.Busyness(_days[day]) * _byLeaf[day].Sum();
        }

        public (DemoDay Day, Leaf Leaf) Draw(Dice own)
        {
            var found = Array.BinarySearch(_upTo, own.Next() * _upTo[^1]);
            var day = Math.Min(found < 0 ? ~found : found, _days.Length - 1);
            return (_days[day], _leaves[own.PickIndex(_byLeaf[day])]);
        }
    }
}
