using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Supervising;

/// <summary>What people do with the ladder: issue a rung, answer a letter, lift it. None of it changes the state of the case.</summary>
internal sealed class SupervisionWriter(
    FengqiaoDb db, CaseReader cases, SupervisionReader reader, Issuing issuing, IAccountDirectory accounts, Writer writer, CasesSignal desks, CountyClock clock, CurrentActor current)
{
    public const int LongestText = 2000;
    public const int MostAnswerDays = 60;
    public const int UsualAnswerDays = 5;
    private const string ByHand = "by-hand";

    public Task<Result<SupervisionView>> IssueAsync(string number, IssueRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { Case: var on })
        {
            return CaseErrors.NotFound;
        }

        if (!(request.LeadersNote ? reader.MayNote(on) : reader.MayIssue(on)))
        {
            return CaseErrors.NotAllowed;
        }

        if (on.LeadUnitId is not { } unit || !CaseStates.Open.Contains(on.State))
        {
            return SupervisionErrors.NobodyHandles;
        }

        var read = Read(request);
        if (read.Failed(out var error))
        {
            return error;
        }

        var given = await db.Set<Supervision>().Where(s => s.CaseId == on.Id).ToListAsync(ct);
        return given.Exists(s => s.IsOpen && s.UnitId == unit && s.Level >= read.Value.Level)
            ? SupervisionErrors.StandsAlready
            : await IssueAsync(on, unit, read.Value, given.Count(s => s.Rung == ByHand), ct);
    }, ct);

    /// <param name="expected">The version the caller has seen.</param>
    public Task<Result<SupervisionView>> AnswerAsync(Guid id, int expected, AnswerRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindAsync(id, ct) is not (var row, var on))
        {
            return SupervisionErrors.NotFound;
        }

        if (!reader.MayAnswer(row))
        {
            return CaseErrors.NotAllowed;
        }

        if (!row.WaitsForAnswer)
        {
            return row.AnsweredUtc is not null ? SupervisionErrors.AnsweredAlready : SupervisionErrors.NoAnswerWanted;
        }

        var errors = new List<Error>();
        var text = Text(request.Text, SupervisionErrors.AnswerMissing, errors);
        var files = (request.Files ?? []).Distinct().ToList();
        var known = await db.Set<CaseAttachment>().CountAsync(a => a.CaseId == on.Id && files.Contains(a.Id), ct);
        if (known != files.Count)
        {
            errors.Add(SupervisionErrors.FileUnknown);
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        var answered = row with
        {
            AnsweredUtc = clock.UtcNow,
            AnsweredBy = current.Actor.Account,
            Answer = text,
            AnswerFiles = string.Join(' ', files.Select(f => f.ToString("N"))),
            Version = expected + 1,
        };
        return await SaveAsync(new Commit().Update(answered, expected).Audit("supervision.answered", "case", on.Number, new { letter = Letter(row), files = files.Count }), answered, on, ct);
    }, ct);

    /// <param name="expected">The version the caller has seen.</param>
    public Task<Result<SupervisionView>> LiftAsync(Guid id, int expected, LiftRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindAsync(id, ct) is not (var row, var on))
        {
            return SupervisionErrors.NotFound;
        }

        if (!reader.MayIssue(on))
        {
            return CaseErrors.NotAllowed;
        }

        if (!row.IsOpen)
        {
            return SupervisionErrors.NotOpen;
        }

        var errors = new List<Error>();
        var reason = Text(request.Reason, CaseErrors.ReasonMissing, errors, "reason");
        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        var lifted = row with { LiftedUtc = clock.UtcNow, LiftedBy = current.Actor.Account, LiftReason = reason, Version = expected + 1 };
        return await SaveAsync(new Commit().Update(lifted, expected).Audit("supervision.lifted", "case", on.Number, new { letter = Letter(row) }), lifted, on, ct);
    }, ct);

    private async Task<Result<SupervisionView>> IssueAsync(Case on, Guid unit, Wanted wanted, int before, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var row = new Supervision
        {
            Id = clock.NewId(),
            CaseId = on.Id,
            Rung = ByHand,

            // Two people who decide at the same moment want the same place: one of them is told to look again.
            Occurrence = before.ToString(CultureInfo.InvariantCulture),
            Level = wanted.Level,
            Trigger = wanted.Trigger,
            IsSkipped = false,
            UnitId = unit,
            IssuedUtc = now,
            IssuedBy = current.Actor.Account,
            Reason = wanted.Reason,
            Owner = wanted.Owner,
            LetterYear = wanted.Level.IsLetter() ? issuing.YearOf(now) : null,
            AnswerDueUtc = wanted.Level.IsLetter() ? issuing.AnswerDue(now, wanted.AnswerDays) : null,
        };
        var commit = new Commit();
        Issuing.Add(commit, row);
        Issuing.Tell(commit, unit, [(row, on.Number, on.State, false)], now);
        commit.Audit("supervision.issued", "case", on.Number, new { level = CaseCodes.Of(row.Level), trigger = CaseCodes.Of(row.Trigger), row.AnswerDueUtc });
        return await SaveAsync(commit, row, on, ct);
    }

    private async Task<Result<SupervisionView>> SaveAsync(Commit commit, Supervision row, Case on, CancellationToken ct)
    {
        var saved = await writer.SaveAsync(commit, () => reader.View(row, on), ct);
        if (saved.IsSuccess)
        {
            desks.Touch();
        }

        return saved;
    }

    private Result<Wanted> Read(IssueRequest request)
    {
        var errors = new List<Error>();
        if (!CaseCodes.TryParse<SupervisionLevel>(request.Level, out var level))
        {
            errors.Add(SupervisionErrors.LevelUnknown);
        }

        var reason = Text(request.Reason, CaseErrors.ReasonMissing, errors, "reason");
        var days = request.AnswerDays ?? UsualAnswerDays;
        if (days is < 1 or > MostAnswerDays)
        {
            errors.Add(SupervisionErrors.AnswerDays(MostAnswerDays));
        }

        var owner = string.IsNullOrWhiteSpace(request.Owner) ? current.Actor.Account : accounts.Find(request.Owner.Trim())?.Account;
        if (owner is null)
        {
            errors.Add(SupervisionErrors.OwnerUnknown);
        }

        return Error.Join(errors) is { } wrong
            ? wrong
            : new Wanted(level, request.LeadersNote ? SupervisionTrigger.LeadersNote : SupervisionTrigger.ByHand, reason, days, owner!);
    }

    private static string Text(string? typed, Error missing, List<Error> errors, string field = "text")
    {
        var text = WrittenText.Of(typed);
        if (text is null)
        {
            errors.Add(missing);
        }
        else if (text.Length > LongestText)
        {
            errors.Add(CaseErrors.TooLong(field, LongestText));
        }

        return text ?? "";
    }

    private static string? Letter(Supervision row) => row is { LetterYear: { } year, LetterNumber: { } number } ? string.Create(CultureInfo.InvariantCulture, $"{year}/{number}") : null;

    private sealed record Wanted(SupervisionLevel Level, SupervisionTrigger Trigger, string Reason, int AnswerDays, string Owner);
}
