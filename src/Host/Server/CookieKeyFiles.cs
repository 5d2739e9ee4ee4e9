using System.Xml;
using System.Xml.Linq;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Server;

/// <summary>The files that hold keys of cookies, those of other nodes included where they share the folder.</summary>
internal sealed class CookieKeyFiles(string folder)
{
    private readonly Lock _one = new();

    public (long Wrapped, long Stuck) Rewrap(KeyRing ring)
    {
        lock (_one)
        {
            long wrapped = 0, stuck = 0;
            foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder, "key-*.xml") : [])
            {
                if (Read(path) is not { } file)
                {
                    continue;
                }

                var (anew, left) = CookieKeyXml.Rewrap(ring, file);
                (wrapped, stuck) = (wrapped + anew, stuck + left);
                if (anew > 0)
                {
                    Replace(path, file);
                }
            }

            return (wrapped, stuck);
        }
    }

    /// <summary>Null for what is no key of the framework's: it goes on without it too.</summary>
    private static XDocument? Read(string path)
    {
        try
        {
            return XDocument.Load(path);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all: a reader finds the old file or the new one.</summary>
    private static void Replace(string path, XDocument file)
    {
        var fresh = path + ".new";
        using (var stream = new FileStream(fresh, Options()))
        {
            file.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
