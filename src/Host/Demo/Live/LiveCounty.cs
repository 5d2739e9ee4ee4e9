using System.Text.Json;
using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo.Live;

/// <summary>Lets the county live: matters come in by the hour, and everybody concerned does their part in time, until it is told to stop.</summary>
internal sealed class LiveCounty
{
    /// <summary>Acts under way at the same time; more wait their turn, as people would.</summary>
    private const int AtOnce = 12;

    /// <summary>A case that nobody known can move any more is left to the people in the browser.</summary>
    private const int MostMisses = 4;
    private const double CasesADay = DemoGenerator.DefaultCaseCount / 180.0;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(40);

    private readonly Ground _ground;
    private readonly LiveClock _clock;
    private readonly LiveDesk _desk;
    private readonly LiveFigures _figures;
    private readonly Almanac _almanac;
    private readonly Dictionary<string, Leaf> _leaves;
    private readonly ILookup<string, GridPlace> _grids;
    private readonly PriorityQueue<LiveCase, DateTime> _agenda = new();
    private readonly Lock _lock = new();
    private readonly Dice _dice;
    private int _made;

    public LiveCounty(Ground ground, int seed, LiveClock clock, LiveDesk desk, LiveFigures figures)
    {
        (_ground, _clock, _desk, _figures) = (ground, clock, desk, figures);
        // Another day, other matters: a second run must not repeat the first.
        _dice = new Dice((ulong)seed).Fork("live").Fork((int)(clock.Now.Ticks / TimeSpan.TicksPerSecond % int.MaxValue));
        _almanac = new Almanac(new Dice((ulong)seed).Fork("sky"));
        _leaves = ground.Leaves.ToDictionary(leaf => leaf.Category.Code, StringComparer.Ordinal);
        _grids = ground.Places.Grids.ToLookup(grid => grid.Village.Code, StringComparer.Ordinal);
    }

    /// <summary>Ends when cancelled, once what is under way has been answered.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var room = new SemaphoreSlim(AtOnce);
        var running = new HashSet<Task>();
        try
        {
            await TakeOverAsync(ct);
            var last = _clock.Now;
            while (!ct.IsCancellationRequested)
            {
                var now = _clock.Now;
                for (var left = Arrivals(last, now); left > 0; left--)
                    await StartAsync(() => ArriveAsync(now));
                while (Due(now) is { } due)
                    await StartAsync(() => ActAsync(due));
                last = now;
                running.RemoveWhere(task => task.IsCompleted);
                await Task.Delay(Tick, _clock.Time, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Told to stop.
        }
        await Task.WhenAll(running);

        async Task StartAsync(Func<Task> act)
        {
            await room.WaitAsync(ct);
            running.Add(Task.Run(
                async () =>
                {
                    try
                    {
                        await act();
                    }
                    catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException or JsonException)
                    {
                        _figures.Failed(fault.GetType().Name);
                    }
                    finally
                    {
                        room.Release();
                    }
                },
                CancellationToken.None));
        }
    }

    /// <summary>What lies on the desks already is gone on with, spread over the next day.</summary>
    private async Task TakeOverAsync(CancellationToken ct)
    {
        foreach (var row in await _desk.ListOpenAsync(_dice, ct))
        {
            var own = _dice.Fork(_made++);
            var category = row.GetProperty("category") is { ValueKind: JsonValueKind.Object } named ? named.GetProperty("code").GetString()! : "";
            if (!_leaves.TryGetValue(category, out var leaf) || GridOf(row.GetProperty("place").GetProperty("code").GetString()!, own) is not { } grid)
                continue;
            var now = _clock.Now;
            var script = _ground.Writer.Write(new Seed(_made, leaf, grid, DemoChannels.Hotline, now, Fate.Closed));
            var known = new LiveCase(script, TimeSpan.Zero, own)
            {
                Number = row.GetProperty("number").GetString()!,
                State = row.GetProperty("state").GetString()!,
                LeadUnit = row.GetProperty("leadUnit") is { ValueKind: JsonValueKind.Object } unit ? unit.GetProperty("code").GetString() : null,
            };
            // The script starts at registration; the case stands further on. What it skips costs no time.
            if (known.Next(now) is { } next)
                Enter(new LiveCase(script, now - next.Due + TimeSpan.FromHours(own.Between(0.1, 20)), own) { Number = known.Number, State = known.State, LeadUnit = known.LeadUnit });
        }
    }

    private async Task ArriveAsync(DateTime now)
    {
        var number = Interlocked.Increment(ref _made);
        var own = _dice.Fork(number);
        var seed = _ground.Planner.At(now, own.Between(0, int.MaxValue - 1), own);
        seed = seed with { Fate = Fates.Draw(own, seed.Leaf.IsQuestion) };
        var script = _ground.Writer.Write(seed);
        if (await _desk.ReportAsync(script, own, CancellationToken.None) is { } taken)
            Enter(new LiveCase(script, TimeSpan.Zero, own) { Number = taken.Number, TrackingCode = taken.Code });
    }

    private async Task ActAsync(LiveCase on)
    {
        if (on.Next(_clock.Now) is not { } next)
            return;
        await _desk.MoveAsync(on, next.Step, CancellationToken.None);
        Enter(on);
    }

    private void Enter(LiveCase on)
    {
        if (on.Misses > MostMisses || on.Next(_clock.Now) is not { } next)
            return;
        lock (_lock)
        {
            _agenda.Enqueue(on, next.Due);
        }
    }

    private LiveCase? Due(DateTime now)
    {
        lock (_lock)
        {
            return _agenda.TryPeek(out _, out var due) && due <= now ? _agenda.Dequeue() : null;
        }
    }

    /// <summary>How many matters came in between two moments: the day's rhythm, with chance as it falls.</summary>
    private int Arrivals(DateTime from, DateTime to)
    {
        var local = CaseClock.ToLocal(to);
        var expected = CasesADay * (to - from).TotalDays * Seasons.Busyness(_almanac.At(to)) * Seasons.HourShare(local.Hour);
        // Knuth: how many draws until their product falls below e^-expected.
        var (count, product, bound) = (0, _dice.Next(), Math.Exp(-expected));
        while (product > bound)
        {
            product *= _dice.Next();
            count++;
        }
        return count;
    }

    private GridPlace? GridOf(string place, Dice own)
    {
        var grids = place.Length >= 12 ? _grids[place[..12]].ToArray() : [.. _ground.Places.Grids.Where(grid => grid.Code.StartsWith(place, StringComparison.Ordinal))];
        return grids.Length == 0 ? null : grids.FirstOrDefault(grid => grid.Code == place) ?? own.Pick(grids);
    }
}
