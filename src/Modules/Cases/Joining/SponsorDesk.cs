using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>Which leader stands for a case (包案), what leaders decided about it at receptions, and who answers for it now.</summary>
internal sealed class SponsorDesk(
    FengqiaoDb db, CaseReader cases, CaseAccess access, CasePresenter presenter, JointNames names, IAccountDirectory accounts, IUnitDirectory units, Writer writer, CountyClock clock, CurrentActor current)
{
    private const int MostLines = 500;

    /// <summary>Of a case that the caller has found for its reader.</summary>
    public async Task<StandingView> OfAsync(Case on, CancellationToken ct)
    {
        var sponsors = await db.Set<CaseSponsor>().Where(s => s.CaseId == on.Id).ToListAsync(ct);
        var heard = await db.Set<ReceptionRecord>().Where(r => r.CaseId == on.Id).Join(db.Set<ReceptionTime>(), r => r.ReceptionId, t => t.Id, (r, t) => new { Record = r, Time = t }).ToListAsync(ct);
        return new StandingView(
            Answerable.Of(on) is { } answers ? new AnswerableView(names.Person(answers.Account), answers.UnitId is { } unit ? names.Unit(unit) : null, answers.SinceUtc, answers.WaitsFor is { } waits ? names.Unit(waits) : null) : null,
            [.. sponsors.OrderByDescending(s => s.SinceUtc).Select(s => new SponsorView(accounts.NameOf(s.Account), s.SinceUtc, s.UntilUtc, s.Reason, accounts.NameOf(s.NamedBy), s.EndReason))],
            [.. heard.OrderByDescending(h => h.Record.AtUtc).Select(h => new HearingView(h.Time.Leader, h.Time.Post, h.Time.FromUtc, h.Time.Place, h.Record.Decision, accounts.NameOf(h.Record.RecordedBy)))],
            MayName(on) && CaseStates.Open.Contains(on.State) ? await LeadersAsync(on, ct) : []);
    }

    /// <summary>Names another sponsor, or with no account ends what there is. With the version of the case: of two who name one at the same moment, one has to look again.</summary>
    public Task<Result<Done>> NameAsync(string number, SponsorRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { Case: var on })
        {
            return CaseErrors.NotFound;
        }

        if (!MayName(on))
        {
            return CaseErrors.NotAllowed;
        }

        if (!CaseStates.Open.Contains(on.State))
        {
            return JointErrors.CaseEnded;
        }

        var before = await db.Set<CaseSponsor>().FirstOrDefaultAsync(s => s.CaseId == on.Id && s.UntilUtc == null, ct);
        var errors = new List<Error>();
        var reason = JointText.Needed(request.Reason, "reason", errors);
        var account = string.IsNullOrWhiteSpace(request.Account) ? null : request.Account.Trim();
        var leader = account is null ? null : (await LeadersAsync(on, ct)).FirstOrDefault(l => string.Equals(l.Code, account, StringComparison.OrdinalIgnoreCase));
        if (account is null ? before is null : leader is null || leader.Code == before?.Account)
        {
            errors.Add(JointErrors.NoSponsor);
        }

        return Error.Join(errors) is { } wrong ? wrong : await SaveAsync(on, before, leader?.Code, reason, ct);
    }, ct);

    /// <summary>The cases the reader stands for now, the one due first on top.</summary>
    public async Task<IReadOnlyList<SponsoredLine>> MineAsync(CancellationToken ct)
    {
        var me = current.Actor.Account;
        var rows = await access.Visible(current.Actor).Join(db.Set<CaseSponsor>().Where(s => s.Account == me && s.UntilUtc == null), c => c.Id, s => s.CaseId, (c, s) => new { On = c, Sponsor = s })
            .OrderBy(r => r.Sponsor.SinceUtc).Take(MostLines).ToListAsync(ct);
        return [.. rows.OrderBy(r => CaseStates.Open.Contains(r.On.State) ? 0 : 1).ThenBy(r => r.On.CloseDueUtc ?? DateTime.MaxValue).Select(r => new SponsoredLine(presenter.Row(r.On), r.Sponsor.SinceUtc, r.Sponsor.Reason))];
    }

    /// <summary>Handed on and not accepted: what the reader took in and still answers for, and what waits for the reader's units to be accepted.</summary>
    public async Task<(IReadOnlyList<CaseRow> Mine, IReadOnlyList<CaseRow> ToAccept)> HandOversAsync(CancellationToken ct)
    {
        var (me, mine) = (current.Actor.Account, current.Actor.PostsWith(Rights.CasesHandle).Select(p => p.UnitId).Distinct().ToList());
        var waiting = await access.Visible(current.Actor)
            .Where(c => c.State == CaseState.Dispatched && (c.FirstReceiver == me || (c.LeadUnitId != null && mine.Contains(c.LeadUnitId.Value))))
            .OrderBy(c => c.SignDueUtc).Take(MostLines).ToListAsync(ct);
        return (
            [.. waiting.Where(c => c.FirstReceiver == me).Select(presenter.Row)],
            [.. waiting.Where(c => c.LeadUnitId is { } lead && mine.Contains(lead)).Select(presenter.Row)]);
    }

    private async Task<Result<Done>> SaveAsync(Case on, CaseSponsor? before, string? account, string reason, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var seen = on.Version;
        on.Touch(now);
        var commit = new Commit().Update(on, seen).Audit(account is null ? "sponsor.ended" : "sponsor.named", "case", on.Number, new { before = before?.Account, account });
        if (before is not null)
        {
            commit.Update(before with { UntilUtc = now, EndedBy = current.Actor.Account, EndReason = reason, Version = before.Version + 1 }, before.Version);
        }

        if (account is not null)
        {
            commit.Insert(new CaseSponsor { Id = clock.NewId(), CaseId = on.Id, Account = account, SinceUtc = now, Reason = reason, NamedBy = current.Actor.Account });
        }

        return await writer.SaveAsync(commit, ct);
    }

    private bool MayName(Case on) => current.Actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(on.Place)) || current.Actor.CanIn(Rights.SupervisionNote, RegionCode.Parse(on.Place));

    /// <summary>Leaders of the county and of the town of the case; of a restricted one those alone who are named in it.</summary>
    private async Task<IReadOnlyList<Named>> LeadersAsync(Case on, CancellationToken ct)
    {
        var place = RegionCode.Parse(on.Place);
        var around = units.All.Where(u => u.Region.Contains(place)).Select(u => u.Id).ToHashSet();
        var readers = on.Secrecy == CaseSecrecy.Restricted ? await cases.ReadersAsync(on, ct) : null;
        return
        [
            .. accounts.WorkingFor(around).Where(c => c.Rights.Contains(Rights.SupervisionNote) && c.Rights.Contains(Rights.CasesReadArea) && (readers is null || readers.Contains(c.Account, StringComparer.Ordinal)))
                .DistinctBy(c => c.Account).Select(c => new Named(c.Account, c.Name)),
        ];
    }
}
