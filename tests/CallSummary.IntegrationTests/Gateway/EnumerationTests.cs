using System.Globalization;
using System.Text.RegularExpressions;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>What SIPVicious, the scanner that every public SIP address meets within the hour, can find out: nothing.</summary>
[Collection(GatewayCalls.Name)]
public sealed class EnumerationTests : IDisposable
{
    private const string Exists = "1000";
    private const string DoesNot = "2000";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("REGISTER", false)]
    [InlineData("OPTIONS", false)]
    [InlineData("INVITE", false)]
    [InlineData("INVITE", true)]
    public async Task Svwar_SeesNoDifferenceBetweenWhatExistsAndWhatDoesNot(string method, bool isListedWithPassword)
    {
        var svwar = Prerequisites.Require("svwar");
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Door(isListedWithPassword));
        await using var scan = ChildProcess.Start(
            svwar, ["-P", Text(FreePort.Udp()), "-p", Text(rig.Sip.Port), "-e", $"{Exists},{DoesNot}", "-m", method, "--force", "127.0.0.1"], _folder.Path);
        await scan.ExitAsync(TimeSpan.FromMinutes(1));

        // Its table: | Extension | Authentication |, a row for each that it takes for a user.
        var found = scan.Lines.Select(line => Regex.Match(line, @"^\| (\d+) +\| (\w+)")).Where(row => row.Success).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);
        Assert.Contains(scan.Lines, line => line.Contains("found", StringComparison.Ordinal) || line.Contains("Extension", StringComparison.Ordinal));
        Assert.Equal(found.GetValueOrDefault(DoesNot), found.GetValueOrDefault(Exists));
        Assert.Equal(0, rig.Active.Count);
        Assert.Equal(0, await rig.CountCallsAsync());
    }

    [Fact]
    public async Task Svmap_AStrangerLearnsNoName()
    {
        var svmap = Prerequisites.Require("svmap");
        await using var rig = await GatewayRig.StartAsync(_folder.Path, Door(isListedWithPassword: false));
        await using var scan = ChildProcess.Start(svmap, ["-P", Text(FreePort.Udp()), "-p", Text(rig.Sip.Port), "127.0.0.1"], _folder.Path);
        await scan.ExitAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(scan.Lines, line => line.Contains("CallSummary", StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => _folder.Dispose();

    private static (string, string)[] Door(bool isListedWithPassword) => isListedWithPassword
        ? [("Trunks:0:Peers:0", "127.0.0.1"), ("Trunks:0:Username", "carrier"), ("Trunks:0:Password", "sesame")]
        : [("Trunks:0:Peers:0", "127.0.0.2")];

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
