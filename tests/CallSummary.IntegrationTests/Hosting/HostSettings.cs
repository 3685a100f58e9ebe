using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Hosting;

/// <summary>Settings of a stage's host for one deployment, over those in its appsettings.json.</summary>
internal static class HostSettings
{
    public static Dictionary<string, string?> Of(Deployment deployment, string stage, Uri url)
    {
        var settings = new Dictionary<string, string?>(deployment.Settings) { ["Urls"] = url.ToString() };
        if (!deployment.AtScale)
        {
            settings["CallSummary:Bus:Transport"] = "InMemory";
            settings["CallSummary:Storage:Provider"] = "Sqlite";
        }

        if (stage == "Gateway")
        {
            settings["CallSummary:Gateway:SipUdp"] = $"127.0.0.1:{FreePort.Udp()}";
            settings["CallSummary:Gateway:SipTcp"] = $"127.0.0.1:{FreePort.Tcp()}";
        }

        return settings;
    }
}
