using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Jobs;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>What anchors the chain of a store, and forgets it after its time, without a timer of their own.</summary>
internal sealed class AnchorKeeper : IAsyncDisposable
{
    private readonly AuditAnchoring _anchoring;
    private readonly string _file;

    public AnchorKeeper(Store store, TestDatabase database, TimeProvider time)
    {
        var clock = new CountyClock(time, CountyClock.China);
        var contexts = store.Services.GetRequiredService<IDbContextFactory<FengqiaoDb>>();
        _file = Path.Combine(database.DataFolder, "anchors.jsonl");
        var export = new AnchorExport(new AnchorOptions(_file, Path.Combine(database.DataFolder, "anchor.key"), null, CryptoSuite.International));
        _anchoring = new AuditAnchoring(store.Lane, contexts, export, new LaneOptions(), clock, NullLogger<AuditAnchoring>.Instance);
        Purge = new AuditPurge(store.Lane, contexts, store.Services.GetRequiredService<Lease>(), clock, NullLogger<AuditPurge>.Instance);
    }

    public AuditPurge Purge { get; }

    public IReadOnlyList<AuditAnchor?> Exported => AnchorExport.Read(_file);

    public Task AnchorAsync() => _anchoring.AnchorAsync(CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _anchoring.Dispose();
        Purge.Dispose();
        return ValueTask.CompletedTask;
    }
}
