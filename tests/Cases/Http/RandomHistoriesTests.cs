using System.Collections.Concurrent;
using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>
/// Several officers act on the same case at the same moment, seeded and at random: moves that fit and moves that do not, with the version
/// of now, an old one or a guessed one, some sent twice. Whatever happens must be what the specification allows one after the other.
/// </summary>
public sealed class RandomHistoriesTests
{
    private const int AtOnce = 16;

    // FENGQIAO_HISTORIES=10000 ./test Cases -- --filter RandomHistories
    private static readonly int Histories = (int.TryParse(Environment.GetEnvironmentVariable("FENGQIAO_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var wished) ? wished : 400) / 2;

    private static readonly CaseMove[] Moves = [.. Enum.GetValues<CaseMove>().Where(m => m is not (CaseMove.Register or CaseMove.Rate or CaseMove.Merge or CaseMove.PassUp or CaseMove.PassDown))];

    [DatabaseTheory]
    public async Task Histories_OfConcurrentMoves_AreOnesThatCouldHaveHappenedOneByOne(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var people = People(county);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var numbers = new ConcurrentBag<string>();
        var faults = new ConcurrentBag<string>();
        var (made, outdated, repeated) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(1, Histories), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var number = await dispatcher.RegisterAsync();
            numbers.Add(number);
            var history = new History(county, people, number, seed);
            await history.RunAsync();
            Interlocked.Add(ref made, history.Made);
            Interlocked.Add(ref outdated, history.Outdated);
            Interlocked.Add(ref repeated, history.Repeated);
            if (history.Fault is { } fault)
            {
                faults.Add($"seed {seed}: {fault}; {history}");
            }
        });

        faults.ShouldBeEmpty();
        // Histories in which nothing happens, or nobody is in anybody's way, show nothing.
        made.ShouldBeGreaterThan(Histories * 2);
        outdated.ShouldBeGreaterThan(Histories * 2);
        repeated.ShouldBeGreaterThan(Histories / 4);
        numbers.Select(n => int.Parse(n[^5..], CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(1, Histories), "no number twice, none left out, unless midnight passed");
    }

    private static List<Actor> People(County county)
    {
        var units = county.Server.Services.GetRequiredService<IUnitDirectory>();
        Actor Of(string role, string unit) =>
            new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), role, role, [new Post(role, units.FindByCode(unit)!.Id, RegionCode.Parse(County.Code), ShippedRoles.RightsOf(role))]);
        return [Of("county-dispatcher", "C01"), Of("handler", "D05"), Of("verifier", "C01"), Of("callback", "C01")];
    }

    /// <summary>One case, and what the specification says became of it.</summary>
    private sealed class History(County county, List<Actor> people, string number, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<string> _told = [];
        private CaseState _state = CaseState.Registered;
        private int _version = 1;

        public int Made => _told.Count;

        public int Outdated { get; private set; }

        /// <summary>Requests that were sent twice and made.</summary>
        public int Repeated { get; private set; }

        public string? Fault { get; private set; }

        public override string ToString() => string.Join(", ", _told);

        public async Task RunAsync()
        {
            for (var round = _random.Next(3, 9); round > 0 && Fault is null; round--)
            {
                var attempts = Enumerable.Range(0, _random.Next(2, 6)).Select(_ => Draw()).ToList();
                if (_random.Next(3) == 0)
                {
                    // The same request again, as an impatient browser sends it.
                    attempts.Add(attempts[0]);
                }

                var ends = await Task.WhenAll(attempts.Select(a => Task.Run(() => MakeAsync(a))));
                Judge([.. attempts.Zip(ends)]);
            }

            Fault ??= await CompareAsync();
        }

        private Attempt Draw()
        {
            // Mostly what fits and seldom what ends the case, so that histories get somewhere.
            var possible = Moves.Where(m => MoveSpecification.Next(_state, m) is { } next && (next is not (CaseState.Refused or CaseState.Withdrawn or CaseState.Closed) || m == CaseMove.Close || _random.Next(8) == 0)).ToList();
            var move = possible.Count > 0 && _random.Next(6) > 0 ? possible[_random.Next(possible.Count)] : Moves[_random.Next(Moves.Length)];
            var fitting = people.Find(p => p.Account == WhoMay(move))!;
            var version = _random.Next(8) switch { 0 => Math.Max(1, _version - 1), 1 => _version + 1, _ => _version };
            return new Attempt(_random.Next(8) > 0 ? fitting : people[_random.Next(people.Count)], move, version, $"{number}-{_random.Next()}");
        }

        private string WhoMay(CaseMove move) => move switch
        {
            CaseMove.Sign or CaseMove.Contact or CaseMove.Progress or CaseMove.RequestReturn or CaseMove.Submit
                or CaseMove.GiveOpinion => "handler",
            CaseMove.Verify => "verifier",
            CaseMove.SendBack => _state == CaseState.Submitted ? "verifier" : "callback",
            CaseMove.CallBack or CaseMove.Close => "callback",
            _ => "county-dispatcher",
        };

        private async Task<Result<MovedCase>> MakeAsync(Attempt attempt)
        {
            using var services = county.Server.Services.CreateScope();
            services.ServiceProvider.GetRequiredService<CurrentActor>().Actor = attempt.Who;
            var key = services.ServiceProvider.GetRequiredService<RequestKey>();
            (key.Key, key.RequestHash) = (attempt.Key, attempt.Key);
            var request = new MoveRequest(
                Text: "说明",
                LeadUnit: attempt.Move is CaseMove.Dispatch or CaseMove.Settle ? "D05" : null,
                AssistingUnits: attempt.Move == CaseMove.Consult ? ["D05", "D06"] : null,
                ReviewOn: attempt.Move == CaseMove.Consult ? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(5) : null,
                Opinion: attempt.Move == CaseMove.GiveOpinion ? "ours" : null,
                Resolution: attempt.Move == CaseMove.CallBack ? "solved" : null,
                Satisfaction: attempt.Move == CaseMove.CallBack ? "satisfied" : null);
            return await services.ServiceProvider.GetRequiredService<CaseMover>().HandleAsync(number, attempt.Move, attempt.Version, request, default);
        }

        /// <summary>What succeeded must fit together in the order of the versions it led to; a request sent twice counts once.</summary>
        private void Judge(IReadOnlyList<(Attempt Attempt, Result<MovedCase> End)> round)
        {
            foreach (var twice in round.GroupBy(r => r.Attempt.Key).Where(g => g.Count() > 1))
            {
                var answers = twice.Where(t => t.End.IsSuccess).Select(t => t.End.Value).Distinct().ToList();
                Repeated += twice.Count(t => t.End.IsSuccess) > 1 ? 1 : 0;
                if (answers.Count > 1)
                {
                    Fault = $"{twice.First().Attempt} was answered in two ways";
                }
            }

            Outdated += round.Count(r => r.End.Failed(out var error) && error.Code == CommitErrors.Outdated.Code);
            var made = round.Where(r => r.End.IsSuccess).DistinctBy(r => r.Attempt.Key).OrderBy(r => r.End.Value.Version).ToList();
            foreach (var (attempt, end) in made)
            {
                var next = MoveSpecification.Next(_state, attempt.Move);
                _told.Add($"{attempt} -> {end.Value.State} {end.Value.Version}");
                if (attempt.Version != _version || end.Value.Version != _version + 1)
                {
                    Fault = $"{attempt} was made on version {_version}";
                }
                else if (next is null || CaseCodes.Of(next.Value) != end.Value.State)
                {
                    Fault = $"{attempt} led from {_state} to {end.Value.State}";
                }

                if (Fault is not null)
                {
                    return;
                }

                (_state, _version) = (next!.Value, _version + 1);
            }
        }

        private async Task<string?> CompareAsync()
        {
            using var services = county.Server.Services.CreateScope();
            var db = services.ServiceProvider.GetRequiredService<FengqiaoDb>();
            var stored = await db.Set<Case>().SingleAsync(c => c.Number == number);
            var entries = await db.Set<TimelineEntry>().CountAsync(e => e.CaseId == stored.Id);
            var audited = await db.Set<AuditEntry>().CountAsync(e => e.ObjectType == "case" && e.ObjectId == number && e.Action.StartsWith("case."));
            return (stored.State, stored.Version, entries, audited) == (_state, _version, _version, _version)
                ? null
                : $"{stored.State} {stored.Version} with {entries} entries and {audited} audited, where {_state} {_version} was acknowledged";
        }
    }

    private sealed record Attempt(Actor Who, CaseMove Move, int Version, string Key)
    {
        public override string ToString() => $"{Who.Account} {CaseCodes.Of(Move)} on {Version}";
    }
}
