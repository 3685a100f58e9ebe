using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CallSummary.TestKit.Peers;

/// <summary>An empty RabbitMQ virtual host for one test, deleted afterwards with all its queues.</summary>
public sealed class RabbitVirtualHost : IAsyncDisposable
{
    private readonly HttpClient _api;

    private RabbitVirtualHost(Uri broker, Uri api)
    {
        Host = broker.Host;
        Port = broker.Port;
        var user = broker.UserInfo.Split(':', 2);
        Username = Uri.UnescapeDataString(user[0]);
        Password = Uri.UnescapeDataString(user[1]);
        Name = $"test-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        _api = new HttpClient { BaseAddress = api };
        _api.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}")));
    }

    public string Host { get; }

    public int Port { get; }

    public string Username { get; }

    public string Password { get; }

    /// <summary>The virtual host's name.</summary>
    public string Name { get; }

    /// <summary>The settings that point a host of ours here.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["CallSummary:Bus:Transport"] = "RabbitMQ",
        ["CallSummary:Bus:Host"] = Host,
        ["CallSummary:Bus:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CallSummary:Bus:VirtualHost"] = Name,
        ["CallSummary:Bus:Username"] = Username,
        ["CallSummary:Bus:Password"] = Password,
    };

    /// <summary>Makes one; skips or fails the test where there is no broker.</summary>
    public static async Task<RabbitVirtualHost> CreateAsync()
    {
        var host = new RabbitVirtualHost(Prerequisites.RabbitMq(), Prerequisites.RabbitMqApi());
        using var made = await host._api.PutAsync($"/api/vhosts/{host.Name}", content: null);
        made.EnsureSuccessStatusCode();
        using var permitted = await host._api.PutAsJsonAsync(
            $"/api/permissions/{host.Name}/{host.Username}", new { configure = ".*", write = ".*", read = ".*" });
        permitted.EnsureSuccessStatusCode();
        return host;
    }

    /// <summary>The queues by name, as the management API describes them.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> QueuesAsync(CancellationToken cancellationToken)
    {
        var queues = await _api.GetFromJsonAsync<JsonElement[]>($"/api/queues/{Name}", cancellationToken);
        return queues!.ToDictionary(queue => queue.GetProperty("name").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        using var deleted = await _api.DeleteAsync($"/api/vhosts/{Name}");
        _api.Dispose();
    }
}
