using System.Globalization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Host.Settings;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fengqiao.Host.Backup;

/// <summary>What a restore was told.</summary>
/// <param name="Replace">Put it in the place of the data that are there; these are kept aside.</param>
/// <param name="Erasures">List of erased people from the installation that was lost.</param>
/// <param name="KeyFile">The master key, where this machine has it nowhere else.</param>
internal sealed record RestoreRequest(string File, bool Replace = false, string? Erasures = null, string? KeyFile = null);

/// <summary>
/// Puts a backup back. It is read to its end, unpacked beside the data, opened, its audit verified, and those who were erased since are
/// erased again; only then do the data that are there move aside. Whatever is wrong is found before they are touched.
/// </summary>
internal static class RestoreRun
{
    public static async Task<int> RunAsync(ServerOptions options, RestoreRequest request, ICommandSink sink, CancellationToken ct)
    {
        var restored = await RestoreAsync(options, request, sink, ct);
        if (restored.Failed(out var error))
        {
            sink.Fail(HostText.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Restore.Done", restored.Value.Header.CreatedUtc.ToString("u", CultureInfo.InvariantCulture), restored.Value.Items, restored.Value.Forgotten));
        return ExitCodes.Ok;
    }

    private static async Task<Result<Restored>> RestoreAsync(ServerOptions options, RestoreRequest request, ICommandSink sink, CancellationToken ct)
    {
        if (options.Folder.Prepare(isRestore: true) is { } unusable)
        {
            return unusable;
        }

        var taken = DataLock.Take(options.Folder, options.Database);
        if (taken.Failed(out var error))
        {
            return error;
        }

        using (taken.Value)
        {
            var source = BackupKeys.Source(options.Folder, request.KeyFile);
            var header = BackupFile.ReadHeader(request.File);
            return header.Failed(out error) || BackupKeys.RingOf(header.Value, source) is var ring && ring.Failed(out error)
                ? error
                : await RestoreLockedAsync(options, request, header.Value, ring.Value, source, sink, ct);
        }
    }

    private static async Task<Result<Restored>> RestoreLockedAsync(
        ServerOptions options, RestoreRequest request, BackupHeader header, KeyRing ring, MasterKeySource source, ICommandSink sink, CancellationToken ct)
    {
        var place = new RestorePlace(options, new CountyClock(options.Time, options.Zone));
        if (place.IsTaken && !request.Replace)
        {
            return new Error(BackupErrors.TargetInUse, ErrorKind.Refused, "--replace");
        }

        try
        {
            sink.Say(HostText.Get("Restore.Reading"));
            var staged = options with { Folder = new DataFolder(place.Staged), Database = place.StagedDatabase, Port = 0 };
            var unpacked = await UnpackAsync(staged, request.File, ring, header, ct);
            if (unpacked.Failed(out var error))
            {
                return error;
            }

            var forgotten = await CheckAsync(staged, source, await place.ErasedAsync(request.Erasures, ct), sink, ct);
            if (forgotten.Failed(out error))
            {
                return error;
            }

            SqliteConnection.ClearAllPools();
            place.Swap();
            return new Restored(header, unpacked.Value.Count, forgotten.Value);
        }
        finally
        {
            place.Clean();
        }
    }

    private static async Task<Result<IReadOnlyList<BackupItem>>> UnpackAsync(ServerOptions staged, string file, KeyRing ring, BackupHeader header, CancellationToken ct)
    {
        await using var app = ServerApp.Build(staged);
        return await app.Services.GetRequiredService<BackupUnpacker>().UnpackAsync(file, ring, header, staged.Folder.Path, staged.Database, ct);
    }

    /// <summary>Opens what was unpacked as a server would, walks its audit, and erases again who has been erased since.</summary>
    private static async Task<Result<int>> CheckAsync(ServerOptions staged, MasterKeySource source, IReadOnlyList<Guid> erased, ICommandSink sink, CancellationToken ct)
    {
        if (staged.Folder.Prepare(isRestore: true) is { } unusable)
        {
            return unusable;
        }

        await using var app = ServerApp.Build(staged, services => services.AddSingleton(source));
        if ((await ServerStart.OpenAsync(app, ct)).Failed(out var error))
        {
            return error;
        }

        using var scope = app.Services.CreateScope();
        CommandExecution.ActAsSystem(scope.ServiceProvider, "restore");
        var verdict = await scope.ServiceProvider.GetRequiredService<AuditVerifier>()
            .VerifyAsync(done => sink.Progress(HostText.Get("Audit.Label"), done, null), AnchorExport.Read(staged.Folder.AuditAnchors), ct);
        if (verdict.FirstBreak is not null)
        {
            return BackupErrors.Damaged;
        }

        var forgotten = 0;
        foreach (var module in scope.ServiceProvider.GetServices<IForgetAgain>())
        {
            forgotten += await module.ForgetAsync(erased, ct);
        }

        var noted = await app.Services.GetRequiredService<CommitLane>().WriteAsync(
            new Commit().Audit("backup.restore", "backup", "-", new { forgotten }), CommitOrigin.System("fengqiao restore"), ct);
        return noted.Map(_ => forgotten);
    }

    private sealed record Restored(BackupHeader Header, int Items, int Forgotten);
}

/// <summary>Reads a whole backup and says whether it could be restored.</summary>
internal static class BackupVerifyRun
{
    public static int Run(DataFolder folder, string file, string? keyFile, ICommandSink sink)
    {
        var header = BackupFile.ReadHeader(file);
        var verified = header.Then(h => BackupKeys.RingOf(h, BackupKeys.Source(folder, keyFile)).Then(ring => BackupFile.Verify(file, ring)));
        if (verified.Failed(out var error))
        {
            sink.Fail(HostText.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Backup.Sound", header.Value.CreatedUtc.ToString("u", CultureInfo.InvariantCulture), verified.Value.Count, verified.Value.Sum(i => i.Bytes) / (1024 * 1024)));
        return ExitCodes.Ok;
    }
}
