using System.Net;
using System.Net.Http.Headers;

namespace CallSummary.Transcription.Catalogue;

/// <summary>Downloads a model into <c>FILE.part</c>, going on where an earlier attempt stopped.</summary>
/// <param name="client">The client; its own limit of time must be infinite.</param>
/// <param name="progress">Bytes so far, and in all where the server says.</param>
internal sealed class ModelDownload(HttpClient client, Action<long, long?> progress)
{
    // A server that sends nothing for so long has gone.
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(60);

    /// <exception cref="ModelException">It cannot be had; what came is kept for the next attempt.</exception>
    public async Task RunAsync(Uri address, string part, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1);
            using var response = await AskAsync(address, file.Length, cancellationToken);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // All of it is here already, or the file at the server is another and shorter: the sum will tell.
                return;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new ModelException($"{address} answered {(int)response.StatusCode} {response.ReasonPhrase}. {Fix(response.StatusCode)}");
            }

            var resumed = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
            if (!resumed && file.Length > 0)
            {
                file.SetLength(0);
            }

            file.Position = file.Length;
            var whole = response.Content.Headers.ContentLength is { } left ? file.Position + left : (long?)null;
            RequireSpace(part, whole - file.Position);
            await CopyAsync(response, file, whole, cancellationToken);
            if (whole is not null && file.Length != whole)
            {
                throw new ModelException($"{address} sent {file.Length:N0} of {whole:N0} bytes. Run the same command again: it goes on from there.");
            }
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError)
        {
            throw new ModelException($"{address} cannot be reached ({e.Message}). From a mirror: --from URL. Without a way out of this network: fetch the file elsewhere and 'models import FILE'.", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ModelException($"The download from {address} broke off ({e.Message}). Run the same command again: it goes on from there. Without a way out of this network, use 'models import FILE'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(
                IsFull(e) ? $"The disk of '{part}' is full. Make room and run the same command again: it goes on from there; or set {TranscriptionOptions.Section}:ModelFolder to another disk."
                : $"'{part}' cannot be written ({e.Message}). Check {TranscriptionOptions.Section}:ModelFolder and its permissions.",
                e);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, long have, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream file, long? whole, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var buffer = new byte[128 * 1024];
        while (true)
        {
            limit.CancelAfter(Stalled);
            int read;
            try
            {
                read = await body.ReadAsync(buffer, limit.Token);
            }
            catch (IOException e)
            {
                // Of the network; what the file says is another matter.
                throw new HttpRequestException(e.Message, e);
            }

            if (read == 0)
            {
                return;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress(file.Position, whole);
        }
    }

    private static void RequireSpace(string part, long? needed)
    {
        var free = new DriveInfo(Path.GetDirectoryName(part)!).AvailableFreeSpace;
        if (needed > free)
        {
            throw new ModelException($"The disk of '{part}' has {free / 1e6:N0} MB left where {needed / 1e6:N0} MB are needed. Make room, or set {TranscriptionOptions.Section}:ModelFolder to another disk.");
        }
    }

    // ENOSPC, EDQUOT; ERROR_DISK_FULL.
    private static bool IsFull(Exception e) => (e.HResult & 0xFFFF) is 28 or 122 or 112;

    private static string Fix(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "Check the name, or give another source with --from.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "The source wants a login: download the file by other means and use 'models import FILE'.",
        HttpStatusCode.TooManyRequests => "Wait and run the same command again: it goes on from there.",
        _ => "Try again later, or give another source with --from.",
    };
}
