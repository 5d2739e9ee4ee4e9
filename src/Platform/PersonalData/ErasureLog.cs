using System.Text;

namespace Fengqiao.Platform.PersonalData;

/// <summary>
/// Ids of erased people, one a line, kept beside the database and in no backup: a backup from before an erasure, once restored, would bring
/// back its person, and this list makes it forget them again. An id says nothing about anybody.
/// </summary>
public sealed class ErasureLog(string file)
{
    public const string FileName = "erasures.log";

    private readonly Lock _one = new();

    /// <summary>On disk when it returns.</summary>
    public void Append(IEnumerable<Guid> people)
    {
        lock (_one)
        {
            using var log = new FileStream(file, FileMode.Append, FileAccess.Write);
            log.Write(Encoding.ASCII.GetBytes(string.Concat(people.Select(p => p.ToString("N") + "\n"))));
            log.Flush(flushToDisk: true);
        }
    }

    /// <summary>Everybody in a list; nobody where there is none.</summary>
    public static IReadOnlyList<Guid> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Where(l => Guid.TryParseExact(l, "N", out _)).Select(l => Guid.ParseExact(l, "N")).Distinct()] : [];
}

/// <summary>Makes a restored database forget again who was erased after its backup was made. Modules that keep people register one.</summary>
public interface IForgetAgain
{
    /// <returns>How many of these people were there and are erased now.</returns>
    Task<int> ForgetAsync(IReadOnlyCollection<Guid> people, CancellationToken ct);
}
