using System.Text.Json;
using Fengqiao.Host.Settings;

namespace Fengqiao.Host.Demo;

/// <summary>How a demo was made; kept in its folder, where it also marks the folder as holding invented data.</summary>
/// <param name="IsComplete">False while it is being made: a start that finds it so starts over.</param>
internal sealed record DemoPlan(int Seed, int Cases, bool IsComplete)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Said in the file itself, for whoever opens it.</summary>
    public string Notice { get; } = "Everything in this folder is invented. 本目录中的全部数据均为虚构。";

    /// <summary>Null where the folder holds no demo.</summary>
    public static DemoPlan? Find(DataFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoPlan>(File.ReadAllText(folder.DemoMarker), Json);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            // A start that was killed while it wrote the marker.
            return new DemoPlan(0, 0, IsComplete: false);
        }
    }

    public void Save(DataFolder folder) => File.WriteAllText(folder.DemoMarker, JsonSerializer.Serialize(this, Json));
}
