using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddHostDefaults();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration);

return await builder.Build().RunHostAsync();
