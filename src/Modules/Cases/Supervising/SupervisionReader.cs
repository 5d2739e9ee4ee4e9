using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Supervising;

/// <summary>Reads the ladder of a case, and single rungs, for whoever sees the case.</summary>
internal sealed class SupervisionReader(
    FengqiaoDb db, CaseReader cases, CasePresenter presenter, IAccountDirectory accounts, IUnitDirectory units, IStringLocalizer<SupervisionTexts> texts, CurrentActor current)
{
    public async Task<Result<LadderView>> ReadAsync(string number, CancellationToken ct)
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { Case: var on })
        {
            return CaseErrors.NotFound;
        }

        var rows = await db.Set<Supervision>().Where(s => s.CaseId == on.Id).ToListAsync(ct);
        var isHandled = on.LeadUnitId is not null && CaseStates.Open.Contains(on.State);
        return new LadderView(
            on.Number, [.. rows.OrderByDescending(r => r.IssuedUtc).ThenByDescending(r => r.Level).Select(r => View(r, on))],
            isHandled && MayIssue(on), isHandled && MayNote(on));
    }

    /// <summary>A rung with its case; nothing for whoever may not see the case.</summary>
    public async Task<(Supervision Row, Case On)?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Supervision>().Where(s => s.Id == id).Join(db.Set<Case>(), s => s.CaseId, c => c.Id, (s, c) => new { Row = s, c.Number }).FirstOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        return await cases.FindAsync(found.Number, current.Actor, ct) is { Case: var on } ? (found.Row, on) : null;
    }

    public bool MayIssue(Case on) => current.Actor.CanIn(Rights.SupervisionIssue, RegionCode.Parse(on.Place));

    public bool MayNote(Case on) => current.Actor.CanIn(Rights.SupervisionNote, RegionCode.Parse(on.Place));

    public bool MayAnswer(Supervision row) => current.Actor.CanFor(Rights.SupervisionAnswer, row.UnitId);

    public SupervisionView View(Supervision row, Case on) => new(
        row.Id,
        CaseCodes.Of(row.Level),
        CaseCodes.Of(row.Trigger),
        row.Rule,
        row.IsSkipped,
        units.Find(row.UnitId) is { } unit ? new Named(unit.Code, unit.Name) : presenter.Unit(row.UnitId),
        row.IssuedUtc,
        row.IssuedBy == Supervision.BySystem ? null : accounts.NameOf(row.IssuedBy),
        row.Reason,
        row.Owner is { } owner ? new Named(owner, accounts.NameOf(owner)) : null,
        LetterOf(row),
        row.AnswerDueUtc,
        row.AnsweredUtc,
        row.AnsweredBy is { } by ? accounts.NameOf(by) : null,
        row.Answer,
        FilesOf(row),
        row.LiftedUtc,
        row.LiftedBy is { } lifter ? accounts.NameOf(lifter) : null,
        row.LiftReason,
        row.WaitsForAnswer && MayAnswer(row),
        row.IsOpen && MayIssue(on),
        row.Version);

    /// <summary>〔2026〕督办 3 号.</summary>
    public string? LetterOf(Supervision row) => row is { LetterYear: { } year, LetterNumber: { } number }
        ? texts["Letter.Number", year.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture)].Value
        : null;

    public static IReadOnlyList<Guid> FilesOf(Supervision row) => [.. row.AnswerFiles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
}
