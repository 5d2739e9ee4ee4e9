using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Backup;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Backup;

/// <summary>The master key that a backup names, from wherever this machine has its keys.</summary>
internal static class BackupKeys
{
    /// <param name="keyFile">A key file for this once, in place of what the environment says; null for that.</param>
    public static MasterKeySource Source(DataFolder folder, string? keyFile) =>
        new(folder.Path, name => keyFile is null ? Environment.GetEnvironmentVariable(name) : name == MasterKeySource.FileVariable ? keyFile : null);

    public static Result<KeyRing> RingOf(BackupHeader header, MasterKeySource source) => source.Load(header.MasterKey).Map(key => new KeyRing(key));
}
