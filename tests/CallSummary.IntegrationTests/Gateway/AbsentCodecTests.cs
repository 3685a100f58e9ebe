using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A machine without the AMR libraries.</summary>
public sealed class AbsentCodecTests
{
    [Fact]
    public async Task Start_WithoutTheAmrLibraries_SaysSoInLogAndHealthAndIsReady()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loader is misled as Linux's can be");
        using var folder = new TempFolder();
        foreach (var library in (string[])["libopencore-amrnb.so.0", "libopencore-amrwb.so.0", "libvo-amrwbenc.so.0"])
        {
            // The loader takes the first file of this name and finds that it is none.
            File.WriteAllText(folder[library], "");
        }

        var port = FreePort.Tcp();
        await using var host = ChildProcess.StartOurs(
            "CallSummary.AllInOne",
            new Dictionary<string, string?>
            {
                ["LD_LIBRARY_PATH"] = folder.Path,
                ["CallSummary:Storage:DataDirectory"] = folder["data"],
                ["CallSummary:Gateway:SipUdp"] = "127.0.0.1:0",
                ["CallSummary:Gateway:SipTcp"] = "127.0.0.1:0",
                ["Urls"] = $"http://127.0.0.1:{port}",
            });
        await host.WaitForLineAsync("AMR-WB is not offered: it needs libopencore-amrwb");
        await host.WaitForLineAsync("AMR is not offered: it needs libopencore-amrnb");
        var ready = new Uri($"http://127.0.0.1:{port}/health/ready");
        await host.WaitForHealthAsync(ready);

        using var http = new HttpClient();
        Assert.Contains("without AMR-WB", await http.GetStringAsync(ready, TestContext.Current.CancellationToken));
    }
}
