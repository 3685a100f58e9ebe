using System.ClientModel;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>Says in the operator's words what went wrong with a server. What the server itself wrote may repeat the transcript and is left out.</summary>
internal sealed class ServerErrors(string section, Uri address)
{
    private readonly string _server = $"The summary server {address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.SafeUnescaped)}";

    public Exception Of(Exception exception) => exception switch
    {
        // Servers have no common code for it; all of them name the context in a 400.
        ClientResultException { Status: 400 } refused when refused.Message.Contains("context", StringComparison.OrdinalIgnoreCase) =>
            new ContextExceededException($"{_server} says that the call exceeds its context. Raise the server's context or lower {section}:MaxTranscriptCharacters."),
        ClientResultException { Status: > 0 and var status } => Error($"answered HTTP {status}. {Fix(status)}", exception),
        _ when Find<HttpRequestException>(exception) is { } broken => Error(Fix(broken), exception),
        _ when Find<IOException>(exception) is not null => Error("broke off in the middle of its answer. See its log: it may have crashed or been restarted.", exception),
        _ => Error($"answered something that is no chat completion ({exception.GetType().Name}). Check that {section}:BaseUrl ends in the version, as in http://host:8000/v1.", exception),
    };

    private ServerException Error(string what, Exception cause) => new($"{_server} {what}", cause);

    private string Fix(int status) => status switch
    {
        400 or 422 => "It refuses the request: it may not know response_format json_schema or the model's template; see its log.",
        401 or 403 => $"Check {section}:ApiKey.",
        404 => $"Check {section}:BaseUrl (up to and including /v1) and Model: the server may not have that model.",
        413 => $"It takes no request of this size: lower {section}:MaxTranscriptCharacters.",
        429 => $"It is overloaded or limits this key: lower CallSummary:Summarization:Concurrency or {section}:TenantConcurrency.",
        >= 300 and < 400 => $"It wants to send the request elsewhere: put the final address into {section}:BaseUrl.",
        _ => "See its log.",
    };

    private string Fix(HttpRequestException broken) => broken.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError =>
            $"has a certificate that this machine does not accept. Use the name in the certificate in {section}:BaseUrl, or add its authority to the machine's trusted ones (SSL_CERT_FILE or update-ca-certificates). {Innermost(broken)}",
        HttpRequestError.NameResolutionError => $"has a name that is not known here. Check {section}:BaseUrl and DNS.",
        HttpRequestError.ConfigurationLimitExceeded => $"sends more than {section}:MaxAnswerTokens allows. {broken.Message}",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => "broke off its answer or does not speak HTTP. See its log.",
        _ => $"cannot be reached. Check that it runs and {section}:BaseUrl.",
    };

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;

    private static T? Find<T>(Exception? exception)
        where T : Exception => exception switch
        {
            null => null,
            T found => found,
            AggregateException { InnerExceptions: { Count: > 0 } all } => all.Select(Find<T>).FirstOrDefault(found => found is not null),
            _ => Find<T>(exception.InnerException),
        };
}
