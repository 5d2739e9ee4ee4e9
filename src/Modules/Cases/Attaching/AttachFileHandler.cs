using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Attaching;

/// <summary>
/// Attaches a picture or paper. The file is on disk before its row is; a row without a file cannot be, a file without a row is swept.
/// </summary>
internal sealed class AttachFileHandler(CaseReader reader, FengqiaoDb db, AttachmentStore store, Writer writer, CountyClock clock, CurrentActor current)
{
    private const int MostFiles = 50;

    /// <param name="byReporter">The caller has shown the tracking code; <paramref name="loaded"/> was found by it.</param>
    public async Task<Result<AttachmentView>> HandleAsync(LoadedCase loaded, AttachmentStage stage, Stream content, string name, bool byReporter, CancellationToken ct)
    {
        if (await writer.EarlierAsync<AttachmentView>(ct) is { } earlier)
        {
            return earlier;
        }

        if (!byReporter && !MayAttach(loaded))
        {
            return CaseErrors.NotAllowed;
        }

        if (await db.Set<CaseAttachment>().CountAsync(a => a.CaseId == loaded.Case.Id, ct) >= MostFiles)
        {
            return CaseErrors.TooManyFiles;
        }

        var stored = await store.SaveAsync(content, name, ct);
        if (stored.Failed(out var error))
        {
            return error;
        }

        var attachment = new CaseAttachment
        {
            Id = stored.Value.Id,
            CaseId = loaded.Case.Id,
            Stage = stage,
            Name = stored.Value.DownloadName,
            ContentType = stored.Value.ContentType,
            Size = stored.Value.Size,
            Sha256 = stored.Value.Sha256,
            AddedBy = current.Actor.Account,
            AddedUtc = clock.UtcNow,
        };
        var saved = await writer.SaveAsync(
            new Commit().Insert(attachment).Audit("case.attach", "case", loaded.Case.Number, new { attachment.Id, stage = CaseCodes.Of(stage), attachment.Size, attachment.Sha256 }),
            () => new AttachmentView(attachment.Id, CaseCodes.Of(stage), attachment.Name, attachment.ContentType, attachment.Size, attachment.AddedUtc, current.Actor.IsSignedIn ? current.Actor.DisplayName : null),
            ct);
        if (!saved.IsSuccess)
        {
            store.Delete(attachment.Id);
        }

        return saved;
    }

    public async Task<Result<AttachmentView>> HandleAsync(string number, AttachmentStage stage, Stream content, string name, CancellationToken ct) =>
        await reader.FindAsync(number, current.Actor, ct) is { } loaded
            ? await HandleAsync(loaded, stage, content, name, byReporter: false, ct)
            : CaseErrors.NotFound;

    /// <summary>Those who work on the case: first receiver, desk, verifier, call-back, the units that take part.</summary>
    private bool MayAttach(LoadedCase loaded)
    {
        var (c, actor) = (loaded.Case, current.Actor);
        var place = RegionCode.Parse(c.Place);
        return CaseStates.Open.Contains(c.State)
            && (c.FirstReceiver == actor.Account
                || actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(c.Desk))
                || actor.CanIn(Rights.CasesVerify, place)
                || actor.CanIn(Rights.CasesCallBack, place)
                || actor.PostsWith(Rights.CasesHandle).Any(p => p.UnitId == c.LeadUnitId || loaded.Assisting.Contains(p.UnitId)));
    }
}

/// <summary>Gives out a file to those who may see its case.</summary>
internal sealed class ReadFileHandler(CaseReader reader, FengqiaoDb db, AttachmentStore store, CurrentActor current)
{
    public async Task<Result<(StoredFile File, Stream Content)>> HandleAsync(string number, Guid id, CancellationToken ct) =>
        await reader.FindAsync(number, current.Actor, ct) is { } loaded ? await HandleAsync(loaded, id, ct) : CaseErrors.NotFound;

    public async Task<Result<(StoredFile File, Stream Content)>> HandleAsync(LoadedCase loaded, Guid id, CancellationToken ct)
    {
        if (await db.Set<CaseAttachment>().FirstOrDefaultAsync(a => a.Id == id && a.CaseId == loaded.Case.Id, ct) is not { } attachment)
        {
            return CaseErrors.NotFound;
        }

        var reporters = await db.Set<CasePerson>().Where(p => p.CaseId == loaded.Case.Id && p.Role == PersonRole.Reporter).ToListAsync(ct);
        var name = reporters.Exists(p => PersonSecrecy.IsHidden(p, loaded.Case, current.Actor)) ? PersonSecrecy.PlainName(attachment) : attachment.Name;
        var file = new StoredFile(attachment.Id, name, attachment.ContentType, Path.GetExtension(attachment.Name), attachment.Size, attachment.Sha256);
        return store.Open(id).Map(content => (file, content));
    }
}
