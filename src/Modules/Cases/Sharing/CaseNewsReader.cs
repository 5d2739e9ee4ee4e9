using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Sharing;

/// <summary>
/// Says for messages who answers for a case. The reporter's number leaves this module for one purpose, to send the reporter a message, and never
/// before the audit has it.
/// </summary>
internal sealed class CaseNewsReader(FengqiaoDb db, CommitLane lane, PersonVault vault) : ICaseNews
{
    public async Task<CaseNews?> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } found)
        {
            return null;
        }

        var units = await db.Set<CaseUnit>().Where(u => u.CaseId == id).ToListAsync(ct);
        var readers = found.Secrecy == CaseSecrecy.Restricted ? await db.Set<NamedReader>().Where(r => r.CaseId == id).Select(r => r.Account).ToListAsync(ct) : null;
        return new CaseNews(
            id, found.Number, units.ConvertAll(u => new CaseNewsUnit(u.UnitId, u.IsLead, u.IsActive)), RegionCode.Parse(found.Desk), found.Urgency != Urgency.Normal, readers);
    }

    public async Task<string?> ReporterPhoneAsync(Guid id, string purpose, CancellationToken ct)
    {
        var people = await db.Set<CasePerson>().Where(p => p.CaseId == id && p.Role == PersonRole.Reporter).ToListAsync(ct);
        if (people is not [var reporter, ..] || vault.Open(reporter.Id, new SealedPerson(reporter.WrappedKey, reporter.Sealed)) is not { IsSuccess: true, Value.Phone: { } phone })
        {
            return null;
        }

        var number = await db.Set<Case>().Where(c => c.Id == id).Select(c => c.Number).FirstAsync(ct);
        var noted = await lane.WriteAsync(new Commit().Audit("person.told", "case", number, new { person = reporter.Id, purpose }), CommitOrigin.System("notifications"), ct);
        return noted.IsSuccess ? phone : null;
    }
}
