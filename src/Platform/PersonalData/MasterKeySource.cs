using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>
/// Where master keys come from: the environment, a command (of a key-management service or a hardware module), or a file. While a key is
/// being changed there are two: the second variable, the command's second line, or the file's neighbour <c>.next</c>.
/// </summary>
/// <param name="folder">The data folder, in which the key file lies when no other is named.</param>
/// <param name="environment">Reads a variable.</param>
public sealed class MasterKeySource(string folder, Func<string, string?> environment)
{
    /// <summary>The key that is to follow the one in <see cref="MasterKey.Variable"/>.</summary>
    public const string NextVariable = "FENGQIAO_MASTER_KEY_NEXT";

    /// <summary>Path of the key file, e.g. of a mounted secret, in place of the one in the data folder.</summary>
    public const string FileVariable = "FENGQIAO_MASTER_KEY_FILE";

    /// <summary>A program that prints the key in base64 and ends with 0; on further lines keys to come, or old ones.</summary>
    public const string CommandVariable = "FENGQIAO_MASTER_KEY_COMMAND";

    private string FilePath => Set(FileVariable) ?? Path.Combine(folder, MasterKey.FileName);

    private string NextFile => FilePath + ".next";

    private bool IsFile => Set(MasterKey.Variable) is null && Set(CommandVariable) is null;

    /// <summary>The key with the fingerprint the data name; where they name none yet, the first, made if there is none.</summary>
    public Result<MasterKey> Load(string? expected)
    {
        var found = All(mayCreate: expected is null);
        return found.Then<MasterKey>(keys => expected is null ? keys[0]
            : keys.FirstOrDefault(k => k.Fingerprint == expected) is { } key ? key
            : Kept(expected) is { } kept ? kept
            : PersonalDataErrors.Unavailable(PersonalDataErrors.WrongKey, expected, keys[0].Fingerprint));
    }

    /// <summary>The key that is to follow the current one. In files it is made when missing; elsewhere the operator has to provide it first.</summary>
    public Result<MasterKey> Next(string current) => Guarded(() =>
    {
        if (IsFile && !File.Exists(NextFile))
        {
            return Create(NextFile);
        }

        return All(mayCreate: false).Then<MasterKey>(keys => keys.FirstOrDefault(k => k.Fingerprint != current) is { } next
            ? next
            : PersonalDataErrors.Unavailable(PersonalDataErrors.NoNextKey, NextVariable, CommandVariable));
    });

    /// <summary>
    /// Puts the new key file in the place of the old one, which is kept under its fingerprint: backups made before can be read with it alone.
    /// Does nothing where it was done before, or where keys are not in files.
    /// </summary>
    public void Promote(string current)
    {
        if (!IsFile || !File.Exists(NextFile) || Read(NextFile) is not { IsSuccess: true, Value: var next } || next.Fingerprint != current)
        {
            return;
        }

        if (File.Exists(FilePath) && Read(FilePath) is { IsSuccess: true, Value: var old } && old.Fingerprint != current)
        {
            File.Move(FilePath, $"{FilePath}.{old.Fingerprint}", overwrite: true);
        }

        File.Move(NextFile, FilePath, overwrite: true);
    }

    /// <summary>A key from before a change, which backups of that time are under.</summary>
    private MasterKey? Kept(string fingerprint) =>
        IsFile && $"{FilePath}.{fingerprint}" is var path && File.Exists(path) && Read(path) is { IsSuccess: true, Value: var key } && key.Fingerprint == fingerprint ? key : null;

    private Result<IReadOnlyList<MasterKey>> All(bool mayCreate)
    {
        if (Set(MasterKey.Variable) is { } given)
        {
            return Decoded([given, Set(NextVariable)], new Error(PersonalDataErrors.KeyMalformed, ErrorKind.Unavailable, null, MasterKey.Variable));
        }

        return Set(CommandVariable) is { } command
            ? SecretSource.Ask(command, new Error(PersonalDataErrors.KeyCommandFailed, ErrorKind.Unavailable, null, CommandVariable)).Then(lines => Decoded(lines, new Error(PersonalDataErrors.KeyCommandFailed, ErrorKind.Unavailable, null, CommandVariable)))
            : Guarded(() => FromFiles(mayCreate));
    }

    private static Result<IReadOnlyList<MasterKey>> Decoded(IEnumerable<string?> texts, Error malformed)
    {
        var keys = texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => MasterKey.Parse(t!)).ToList();
        return keys.Count == 0 || keys.Contains(null) ? malformed : Result<IReadOnlyList<MasterKey>>.Of([.. keys.Select(k => k!)]);
    }

    private Result<IReadOnlyList<MasterKey>> FromFiles(bool mayCreate)
    {
        var keys = new List<MasterKey>();
        foreach (var path in (string[])[FilePath, NextFile])
        {
            if (File.Exists(path))
            {
                var read = Read(path);
                if (read.Failed(out var error))
                {
                    return error;
                }

                keys.Add(read.Value);
            }
        }

        if (keys.Count == 0 && !mayCreate)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.KeyMissing, FilePath, MasterKey.Variable);
        }

        return Result<IReadOnlyList<MasterKey>>.Of(keys.Count > 0 ? keys : [Create(FilePath)]);
    }

    private Result<T> Guarded<T>(Func<Result<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.KeyUnreadable, FilePath);
        }
    }

    private static Result<MasterKey> Read(string path)
    {
        if (SecretSource.IsExposed(path))
        {
            return PersonalDataErrors.Unavailable(PersonalDataErrors.KeyExposed, path);
        }

        return MasterKey.Parse(File.ReadAllText(path)) is { } key ? key : PersonalDataErrors.Unavailable(PersonalDataErrors.KeyFileMalformed, path);
    }

    /// <summary>Written under another name first: a crash must not leave a half-written key that is then refused for ever.</summary>
    private static MasterKey Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(MasterKey.KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path + ".new", options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: false);
        return MasterKey.FromBytes(key);
    }

    private string? Set(string variable) => environment(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
