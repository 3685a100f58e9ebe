using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Hosting;

/// <summary>The hosts as an operator runs them: processes.</summary>
public sealed class HostProcessTests
{
    [Fact]
    public async Task Hosts_OnRabbitMqAndPostgres_BecomeReadyAndStopOnSigterm()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: true);
        string[] names = ["Gateway", "Transcription", "Summarization", "Portal"];
        var hosts = new List<(ChildProcess Process, Uri Url)>();
        try
        {
            foreach (var name in names)
            {
                var url = new Uri($"http://127.0.0.1:{FreePort.Tcp()}");
                hosts.Add((ChildProcess.StartOurs($"CallSummary.{name}Host", HostSettings.Of(deployment, name, url)), url));
            }

            foreach (var (process, url) in hosts)
            {
                await process.WaitForHealthAsync(new Uri(url, "/health/ready"));
                await process.WaitForHealthAsync(new Uri(url, "/health/live"));
            }

            using var http = new HttpClient();
            Assert.Contains("dotnet_", await http.GetStringAsync(new Uri(hosts[0].Url, "/metrics"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateKeyAsync(deployment, hosts[^1].Url));
            using var calls = await http.GetAsync(new Uri(hosts[^1].Url, "/api/v1/calls"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, calls.StatusCode);

            foreach (var (process, _) in hosts)
            {
                Assert.Equal(0, await process.TerminateAsync());
            }
        }
        finally
        {
            foreach (var (process, _) in hosts)
            {
                await process.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("CallSummary:Bus:Port", "many", "CallSummary:Bus:Port cannot be 'many'")]
    [InlineData("CallSummary:Bus:Port", "0", "CallSummary:Bus:Port must be between 1 and 65535")]
    [InlineData("CallSummary:Bus:Transport", "RabbitMQ", "CallSummary:Bus:Password is missing")]
    [InlineData("CallSummary:Storage:Provider", "PostgreSQL", "CallSummary:Storage:ConnectionString is missing")]
    [InlineData("CallSummary:Storage:DataDirectori", "x", "CallSummary:Storage has no setting 'DataDirectori'")]
    public async Task Host_WrongSetting_EndsWithOneMessageAndNoStackTrace(string key, string value, string message)
    {
        await using var deployment = await Deployment.CreateAsync(atScale: false);
        var settings = HostSettings.Of(deployment, "Summarization", new Uri("http://127.0.0.1:0"));
        settings[key] = value;
        await using var host = ChildProcess.StartOurs("CallSummary.SummarizationHost", settings);

        Assert.Equal(78, await host.ExitAsync());
        Assert.Contains(host.Lines, line => line.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain(host.Lines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_PortInUse_SaysWhichAndHowToChooseAnother()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: false);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        await using var host = ChildProcess.StartOurs("CallSummary.SummarizationHost", HostSettings.Of(deployment, "Summarization", url));

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains(host.Lines, line =>
            line.Contains(url.Authority, StringComparison.Ordinal) && line.Contains("ASPNETCORE_URLS", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Lines, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_BrokerAbsent_EndsWithTheSettingToCheck()
    {
        await using var deployment = await Deployment.CreateAsync(atScale: false);
        var settings = HostSettings.Of(deployment, "Summarization", new Uri("http://127.0.0.1:0"));
        settings["CallSummary:Bus:Transport"] = "RabbitMQ";
        settings["CallSummary:Bus:Host"] = "127.0.0.1";
        settings["CallSummary:Bus:Port"] = FreePort.Tcp().ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["CallSummary:Bus:Username"] = "u";
        settings["CallSummary:Bus:Password"] = "p";
        settings["CallSummary:Bus:StartTimeout"] = "00:00:02";
        await using var host = ChildProcess.StartOurs("CallSummary.SummarizationHost", settings);

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains(host.Lines, line =>
            line.Contains("broker cannot be reached", StringComparison.Ordinal) && line.Contains("CallSummary:Bus", StringComparison.Ordinal));
    }

    private static async Task<string> CreateKeyAsync(Deployment deployment, Uri portal)
    {
        await using var command = ChildProcess.StartOurs("CallSummary.PortalHost", HostSettings.Of(deployment, "Portal", portal), "keys", "create", "acme");
        Assert.Equal(0, await command.ExitAsync());
        return Assert.Single(command.Lines);
    }
}
