using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;

namespace CallSummary.Transcription.Servers;

/// <summary>Transcribes with a server that speaks OpenAI's <c>POST /v1/audio/transcriptions</c> (multipart, <c>verbose_json</c>).</summary>
internal sealed class OpenAiTranscriber(
    IHttpClientFactory clients,
    IOptions<TranscriptionOptions> options,
    TimeProvider time,
    TranscriptionMetrics metrics) : ITranscriber, IDisposable
{
    public const string ClientName = "CallSummary.Transcription";

    // A transcript of 28 s is a few kilobytes.
    public const long MaxAnswer = 1 << 20;

    private readonly TranscriptionOptions _options = options.Value;
    private readonly WorkerSlots _slots = new(options.Value.MostWorkers, options.Value.UtteranceTimeout, time, metrics);

    public string Model => _options.Server.Model;

    public Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunAsync(stop => AskAsync(speech, stop), cancellationToken);

    public Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) =>
        _slots.RunIfIdleAsync(stop => AskAsync(speech, stop), cancellationToken);

    public void Dispose() => _slots.Dispose();

    private async Task<Recognition> AskAsync(Speech speech, CancellationToken stop)
    {
        var language = speech.Language ?? _options.Language;
        var server = _options.Server.BaseAddress!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{server.AbsoluteUri.TrimEnd('/')}/v1/audio/transcriptions"));
        request.Content = Form(speech, language);
        if (_options.Server.ApiKey is { Length: > 0 } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, stop);
            if (!response.IsSuccessStatusCode)
            {
                throw new TranscriptionException($"The speech server {server} answered {(int)response.StatusCode}. {Fix((int)response.StatusCode)}");
            }

            var answer = await response.Content.ReadFromJsonAsync<OpenAiTranscript>(stop);
            return answer?.ToRecognition(language) ?? Recognition.Nothing;
        }
        catch (HttpRequestException e)
        {
            throw new TranscriptionException(
                $"The speech server {server} cannot be reached ({e.Message}). Check {TranscriptionOptions.Section}:Server:BaseAddress and that the server runs.", e);
        }
        catch (ExecutionRejectedException e)
        {
            // The breaker is open, or the answer took too long.
            throw new TranscriptionException($"The speech server {server} is not asked or does not answer ({e.Message}). Check that it runs; see {TranscriptionOptions.Section}:Server:AttemptTimeout and BreakDuration.", e);
        }
        catch (JsonException e)
        {
            throw new TranscriptionException($"The speech server {server} did not answer with verbose_json; is it OpenAI-compatible?", e);
        }
    }

    private MultipartFormDataContent Form(Speech speech, string? language)
    {
        var file = new ByteArrayContent(SpeechWave.Of(speech.Samples.Span));
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        var form = new MultipartFormDataContent
        {
            { file, "file", "utterance.wav" },
            { new StringContent(_options.Server.Model), "model" },
            { new StringContent("verbose_json"), "response_format" },
            { new StringContent("0"), "temperature" },
        };
        if (language is not null)
        {
            form.Add(new StringContent(language), "language");
        }

        if (speech.Vocabulary is { Length: > 0 } words)
        {
            form.Add(new StringContent(words), "prompt");
        }

        return form;
    }

    private static string Fix(int status) => status switch
    {
        401 or 403 => $"Check {TranscriptionOptions.Section}:Server:ApiKey.",
        404 => $"Check {TranscriptionOptions.Section}:Server:BaseAddress (without /v1) and Model.",
        413 => "It takes no body of this size: raise its limit to 2 MB.",
        429 => $"It is overloaded: lower {TranscriptionOptions.Section}:Workers.",
        _ => "See its log.",
    };
}
