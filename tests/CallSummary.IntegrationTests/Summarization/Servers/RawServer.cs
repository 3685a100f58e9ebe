using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallSummary.IntegrationTests.Summarization.Servers;

/// <summary>A listener on loopback that reads a request and writes back whatever bytes the test says, well-formed or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _requests;

    public RawServer(Func<Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public int Requests => _requests;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    public static ValueTask WriteAsync(Stream stream, string text, CancellationToken stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                // The whole body first: a server that closes on unread bytes resets the connection.
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                var length = 0;
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    length = line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture) : length;
                }

                await reader.ReadBlockAsync(new char[length], _stop.Token);
                Interlocked.Increment(ref _requests);
                await _answer(stream, _stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The client had enough.
            }
        }
    }
}
