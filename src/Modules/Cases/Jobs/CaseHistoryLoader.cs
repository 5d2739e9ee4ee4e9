using System.Globalization;
using Fengqiao.Cases.CallingBack;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Jobs;

/// <summary>
/// Loads cases with their past, some hundred to a transaction. The moves go through the same table and the same <see cref="Case.Apply"/> as those
/// people make; only the question who may is not asked, because it was answered then and there.
/// </summary>
internal sealed class CaseHistoryLoader(
    FengqiaoDb db,
    CommitLane lane,
    IUnitDirectory units,
    Moving.LimitClocks clocks,
    CallBackKeeper callBacks,
    ICalendarSource calendar,
    PersonVault vault,
    HistoryFiles files,
    CountyClock clock) : ICaseHistoryLoader
{
    private const int Chunk = 400;

    public Task<bool> HasCasesAsync(CancellationToken ct) => db.Set<Case>().AnyAsync(ct);

    public async Task<Result<int>> LoadAsync(IReadOnlyList<CaseHistory> histories, IProgress<int> progress, CancellationToken ct)
    {
        var ids = histories.Select(h => Guid.CreateVersion7(new DateTimeOffset(h.ReceivedUtc, TimeSpan.Zero))).ToList();
        var filing = files.SaveAsync(histories, ids, ct);
        var loaded = await LoadCasesAsync(histories, ids, progress, ct);
        var filed = await filing;
        if (loaded.Failed(out var error) || filed.Failed(out error))
        {
            return error;
        }

        foreach (var chunk in filed.Value.Chunk(Chunk))
        {
            var commit = new Commit().InsertAll(chunk).Audit("case.load-files", "cases", "history", new { Count = chunk.Length });
            if ((await lane.WriteAsync(commit, CommitOrigin.System("history"), ct)).Failed(out error))
            {
                return error;
            }
        }

        return loaded;
    }

    /// <summary>While the lane writes one chunk, all processors work out the next.</summary>
    private async Task<Result<int>> LoadCasesAsync(IReadOnlyList<CaseHistory> histories, List<Guid> ids, IProgress<int> progress, CancellationToken ct)
    {
        var rules = await db.Set<CallBackRule>().ToListAsync(ct);
        var writing = Task.FromResult<Result<Done>>(Done.Instance);
        var written = 0;
        foreach (var chunk in Enumerable.Range(0, histories.Count).Chunk(Chunk))
        {
            Commit[] parts = [.. chunk.Select(_ => new Commit())];
            var faults = new Error?[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = ct }, i => faults[i] = Load(parts[i], histories[chunk[i]], ids, chunk[i], rules));
            if ((await writing).Failed(out var error) || (error = Array.Find(faults, f => f is not null)) is not null)
            {
                return error;
            }

            progress.Report(written);
            var commit = parts.Aggregate(new Commit(), (all, part) => all.Include(part)).Audit("case.load-history", "cases", "history", new { Count = chunk.Length });
            writing = lane.WriteAsync(commit, CommitOrigin.System("history"), ct);
            written += chunk.Length;
        }

        if ((await writing).Failed(out var last))
        {
            return last;
        }

        progress.Report(written);
        return written;
    }

    private Error? Load(Commit commit, CaseHistory history, List<Guid> ids, int index, IReadOnlyCollection<CallBackRule> rules)
    {
        if (!CaseCodes.TryParse<Channel>(history.Channel, out var channel))
        {
            return CaseErrors.UnknownCode("channel", history.Channel);
        }

        if (!CaseCodes.TryParse<Urgency>(history.Urgency, out var urgency))
        {
            return CaseErrors.UnknownCode("urgency", history.Urgency);
        }

        var taken = new Case
        {
            Id = ids[index],
            Title = history.Title,
            Description = history.Description,
            Channel = channel,
            Urgency = urgency,
            PeopleConcerned = history.PeopleConcerned,
            Wish = history.IsAnonymous ? ReporterWish.Anonymous : history.IsSecret ? ReporterWish.Secret : ReporterWish.Open,
            Place = history.Place.Value,
            Longitude = history.Longitude,
            Latitude = history.Latitude,
            Address = history.Address,
            Desk = history.Desk.Value,
            FirstReceiver = history.FirstReceiver,
            FirstReceiverUnitId = Unit(history.FirstReceiverUnit),
            ReceivedUtc = history.ReceivedUtc,
            RegisteredUtc = history.ReceivedUtc,
        }.Begin(history.Category);
        var series = $"SJ{clock.ToLocal(history.ReceivedUtc).ToString("yyyyMMdd", CultureInfo.InvariantCulture)}{taken.Place[..6]}";
        commit.Number("cases", n => taken.Sequence = n)
            .Number(series, n => taken.Number = series + n.ToString("D5", CultureInfo.InvariantCulture))
            .Insert(taken)
            .Insert(TimelineEntry.Registration(taken, Guid.CreateVersion7(new DateTimeOffset(taken.RegisteredUtc, TimeSpan.Zero))))
            .Index(CaseIntake.SearchIndex, () => taken.Sequence, CharacterPairs.Of(taken.Title, taken.Description));
        var participants = new Dictionary<Guid, CaseUnit>();
        var calls = new List<CallBackTask>();
        var assists = new HistoryAssists(calendar.Current, clock, units);
        foreach (var step in history.Steps)
        {
            var entry = Step(taken, step, ids, participants);
            if (entry.Failed(out var error))
            {
                return error;
            }

            commit.Insert(entry.Value);
            Follow(calls, taken, entry.Value, rules);
            assists.Follow(taken, entry.Value, step);
        }

        commit.InsertAll(calls).InsertAll(assists.Tasks).InsertAll(participants.Values).InsertAll(People(history, taken));
        return null;
    }

    /// <summary>The call-backs as they would have been kept. Nobody was sent a link then.</summary>
    private void Follow(List<CallBackTask> calls, Case taken, TimelineEntry entry, IReadOnlyCollection<CallBackRule> rules)
    {
        if (taken.State == CaseState.Verified && entry.FromState != CaseState.Verified)
        {
            var rule = CallBackKeeper.InForce(rules, DateOnly.FromDateTime(clock.ToLocal(entry.AtUtc)));
            calls.Add(callBacks.Open(Guid.CreateVersion7(new DateTimeOffset(entry.AtUtc, TimeSpan.Zero)), taken, calls.Count + 1, rule, entry.AtUtc, withLink: false));
        }
        else if (entry.FromState == CaseState.Verified && taken.State != CaseState.Verified && calls is [.., { IsOpen: true } open])
        {
            calls[^1] = CallBackKeeper.End(open, entry, null) with { Version = 1 };
        }
    }

    private Result<TimelineEntry> Step(Case taken, CaseHistoryStep step, List<Guid> ids, Dictionary<Guid, CaseUnit> participants)
    {
        if (!CaseCodes.TryParse<CaseMove>(step.Move, out var move))
        {
            return CaseErrors.UnknownCode("move", step.Move);
        }

        if (MoveTable.Find(move, taken.State) is not { } rule)
        {
            return CaseErrors.IllegalMove(move, taken.State);
        }

        var input = new MoveInput
        {
            Text = step.Text,
            LeadUnitId = Unit(step.LeadUnit),
            AssistingUnitIds = [.. (step.AssistingUnits ?? []).Select(Unit).OfType<Guid>()],
            IntoId = step.Into is { } into ? ids[into] : null,
            Resolution = CaseCodes.TryParse<Resolution>(step.Resolution, out var resolution) ? resolution : null,
            Satisfaction = CaseCodes.TryParse<Satisfaction>(step.Satisfaction, out var satisfaction) ? satisfaction : null,
            Desk = MoveRules.NextDesk(taken, move),
        };
        if (move.IsDispatch() && input.LeadUnitId is null)
        {
            return CaseErrors.UnitUnknown;
        }

        foreach (var part in Parts(move, taken, input, Unit(step.Unit), step.AtUtc, participants))
        {
            participants[part.UnitId] = part;
        }

        var due = move.IsDispatch() ? clocks.ForDispatch(taken, taken.Category, step.AtUtc).From(taken, step.AtUtc) : (DueTimes?)null;
        return taken.Apply(rule, input, new MoveContext(step.AtUtc, Guid.CreateVersion7(new DateTimeOffset(step.AtUtc, TimeSpan.Zero)), step.Account, Unit(step.Unit), due, clocks.Of(taken)));
    }

    private static List<CaseUnit> Parts(CaseMove move, Case taken, MoveInput input, Guid? unit, DateTime atUtc, Dictionary<Guid, CaseUnit> participants) =>
        [.. Moving.Participation.After(move, new LoadedCase(taken, [.. participants.Values]), input, unit, atUtc)];

    private IEnumerable<CasePerson> People(CaseHistory history, Case taken)
    {
        if (history is { IsAnonymous: false, ReporterName: not null } or { IsAnonymous: false, ReporterPhone: not null })
        {
            yield return SealedPeople.Make(vault, clock.NewId(), taken.Id, PersonRole.Reporter, history.ReporterName, history.ReporterPhone, null);
        }

        if (history.RespondentName is not null)
        {
            yield return SealedPeople.Make(vault, clock.NewId(), taken.Id, PersonRole.Respondent, history.RespondentName, null, null);
        }
    }

    private Guid? Unit(string? code) => code is null ? null : units.FindByCode(code)?.Id;
}
