using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>
/// The one secret that the personal data of the county hang on: 32 random bytes, kept beside the database but never in it.
/// Without it no name or number can be read again, so it belongs in a safe, apart from the backups. Used only through keys
/// derived from it (HKDF-SHA256), one per purpose.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Holds the key in base64; goes before the file.</summary>
    public const string Variable = "FENGQIAO_MASTER_KEY";

    /// <summary>The key file's name in the data folder.</summary>
    public const string FileName = "master.key";

    private const int KeyBytes = 32;
    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Fingerprint = Convert.ToHexStringLower(Derive("fengqiao/fingerprint", 8));
    }

    /// <summary>Tells keys apart without revealing them: 16 hexadecimal digits, to be stored with the data.</summary>
    public string Fingerprint { get; }

    /// <summary>Takes the key from the environment, else from the file, else makes the file at the first start.</summary>
    /// <param name="folder">The data folder; exists.</param>
    /// <param name="environment">Value of <see cref="Variable"/>, null when not set.</param>
    /// <param name="expected">
    /// Fingerprint stored with the data; null when no personal data exist yet. With it a lost key is an error instead of a
    /// reason to make a new one, under which half of the data could never be read.
    /// </param>
    public static Result<MasterKey> Load(string folder, string? environment, string? expected)
    {
        var path = Path.Combine(folder, FileName);
        return Find(path, environment, mayCreate: expected is null).Then<MasterKey>(key =>
            expected is null || key.Fingerprint == expected ? key : PersonalDataErrors.Unavailable(PersonalDataErrors.WrongKey, expected, key.Fingerprint));
    }

    /// <summary>A key for tests and tools.</summary>
    /// <exception cref="ArgumentException">It is not 32 bytes long.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> key) =>
        key.Length == KeyBytes ? new MasterKey(key.ToArray()) : throw new ArgumentException("A master key has 32 bytes.", nameof(key));

    internal byte[] Derive(string purpose, int bytes = KeyBytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, bytes, info: Encoding.UTF8.GetBytes(purpose));

    private static Result<MasterKey> Find(string path, string? environment, bool mayCreate)
    {
        if (!string.IsNullOrWhiteSpace(environment))
            return Decode(environment) is { } given ? new MasterKey(given) : PersonalDataErrors.Unavailable(PersonalDataErrors.KeyMalformed, Variable);
        try
        {
            if (File.Exists(path)) return Read(path);
            return mayCreate ? Create(path) : PersonalDataErrors.Unavailable(PersonalDataErrors.KeyMissing, path, Variable);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.KeyUnreadable, path);
        }
    }

    private static Result<MasterKey> Read(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None)
            return PersonalDataErrors.Unavailable(PersonalDataErrors.KeyExposed, path);
        return Decode(File.ReadAllText(path)) is { } key ? new MasterKey(key) : PersonalDataErrors.Unavailable(PersonalDataErrors.KeyFileMalformed, path);
    }

    /// <summary>Written under another name first: a crash must not leave a half-written key that is then refused for ever.</summary>
    private static MasterKey Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: false);
        return new MasterKey(key);
    }

    private static byte[]? Decode(string text)
    {
        var key = new byte[KeyBytes + 3];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes ? key[..KeyBytes] : null;
    }
}
