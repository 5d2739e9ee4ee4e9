using Fengqiao.Host.Settings;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Host.Demo;

/// <summary>A data folder with the demo's marker holds invented data, and every page says so, whichever command serves it.</summary>
internal sealed class DemoNotice(DataFolder folder) : IDemoNotice
{
    private readonly Lazy<bool> _isDemo = new(() => File.Exists(folder.DemoMarker));

    public bool IsDemo => _isDemo.Value;
}
