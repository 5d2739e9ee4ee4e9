using Fengqiao.Kernel;

namespace Fengqiao.Platform.Backup;

/// <summary>Why a backup cannot be made, read or put back. Texts are in <c>PlatformTexts.resx</c>.</summary>
public static class BackupErrors
{
    /// <summary>A byte was changed, the end is missing, or it is no backup at all.</summary>
    public static readonly Error Damaged = new("backup.damaged", ErrorKind.Invalid);

    public static readonly Error NotABackup = new("backup.not-a-backup", ErrorKind.Invalid);

    /// <summary>Files that the database speaks of are not there any more.</summary>
    public const string FilesMissing = "backup.files-missing";

    public const string TooNew = "backup.too-new";
    public const string OtherStore = "backup.other-store";
    public const string TargetInUse = "backup.target-in-use";
}

/// <summary>Thrown where a sealed stream turns out not to be what was written; the callers make <see cref="BackupErrors.Damaged"/> of it.</summary>
public sealed class BackupDamagedException : IOException
{
    public BackupDamagedException()
        : this("The backup is damaged.")
    {
    }

    public BackupDamagedException(string message)
        : base(message)
    {
    }

    public BackupDamagedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
