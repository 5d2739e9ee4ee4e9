using System.Collections.Frozen;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Directories;

/// <summary>The sessions that were signed out while their cookies were still good.</summary>
internal sealed class EndedSessions : IReloadable
{
    private FrozenSet<Guid> _ended = [];

    string IReloadable.Name => DirectoryRevision.Sessions;

    public bool Contains(Guid session) => _ended.Contains(session);

    async Task IReloadable.LoadAsync(FengqiaoDb db, DateOnly today, Guid revision, CancellationToken ct) =>
        _ended = (await db.Set<EndedSession>().Select(s => s.Id).ToListAsync(ct)).ToFrozenSet();
}
