using Fengqiao.TestKit;

namespace Fengqiao.Providers.Tests.TestKit;

public sealed class FolderTests
{
    [Fact]
    public void TempFolder_WhenDisposed_TakesEverythingWithIt()
    {
        string name;
        using (var folder = new TempFolder())
        {
            name = folder.FullName;
            File.ReadAllText(folder.Write("a/b.txt", "枫桥")).ShouldBe("枫桥");
        }

        Directory.Exists(name).ShouldBeFalse();
    }

    [TmpfsFact]
    public void TmpfsFolder_WhenFull_RefusesMore()
    {
        using var folder = new TmpfsFolder(256 << 10);
        string file = Path.Combine(folder.FullName, "large");

        Should.Throw<IOException>(() => File.WriteAllBytes(file, new byte[1 << 20]));
    }
}
