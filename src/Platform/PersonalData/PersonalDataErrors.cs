using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>Why personal data cannot be read, or the master key not loaded. Texts are in <c>PersonalDataErrors.resx</c>.</summary>
public static class PersonalDataErrors
{
    public const string KeyMalformed = "personal-data.master-key-malformed";
    public const string KeyFileMalformed = "personal-data.master-key-file-malformed";
    public const string KeyMissing = "personal-data.master-key-missing";
    public const string KeyExposed = "personal-data.master-key-exposed";
    public const string KeyUnreadable = "personal-data.master-key-unreadable";
    public const string KeyCommandFailed = "personal-data.master-key-command-failed";
    public const string NoNextKey = "personal-data.next-key-missing";
    public const string RotationBlocked = "personal-data.rotation-blocked";
    public const string WrongKey = "personal-data.wrong-master-key";
    public const string Damaged = "personal-data.damaged";
    public const string Erased = "personal-data.erased";

    internal static Error Unavailable(string code, params object[] args) => new(code, ErrorKind.Unavailable, null, args);
}
