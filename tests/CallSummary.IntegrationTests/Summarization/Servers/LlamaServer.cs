using System.Globalization;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Summarization.Servers;

/// <summary>
/// The bundled model behind another build of llama.cpp (npm's <c>@fugood/node-llama-linux-x64</c>, served by <c>tests/node/llm-server.cjs</c>), with that build's
/// own grammar of JSON schemas.
/// </summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    public const string Key = "peer-key";

    private readonly ChildProcess _process;

    private LlamaServer(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/v1");

    /// <param name="port">Where it listens; 0 takes a free one.</param>
    /// <param name="pace">Milliseconds between the pieces of a streamed answer.</param>
    public static async Task<LlamaServer> StartAsync(int port = 0, int pace = 0)
    {
        var node = Prerequisites.Require("node");
        var folder = Prerequisites.NodePackage("@fugood/node-llama-linux-x64");
        var model = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf");
        var process = ChildProcess.Start(node, ["llm-server.cjs", model, Key, $"{port}", $"{pace}"], folder);
        await process.WaitForLineAsync("listening ");
        var line = process.Lines.Last(l => l.Contains("listening ", StringComparison.Ordinal));
        return new LlamaServer(process, int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
