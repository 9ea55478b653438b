-- Neovim with the language server, as a person uses it: a finding comes, a quick fix makes it go, a value is completed.
-- CCKM_LINT=path/to/cckm-lint nvim -u NONE --headless -c 'luafile tests/editors/neovim.lua'

local function fail(words)
  io.stderr:write('neovim: ' .. words .. '\n')
  vim.cmd('cquit 1')
end

local function wait_for(what, is_there)
  if not vim.wait(10000, is_there, 20) then
    error('waited in vain for ' .. what)
  end
end

local function write(path, lines)
  local file = assert(io.open(path, 'w'))
  file:write(table.concat(lines, '\n') .. '\n')
  file:close()
end

local function codes(buffer)
  return vim.tbl_map(function(found) return found.code or '-' end, vim.diagnostic.get(buffer))
end

local function request(buffer, method, params)
  local answers, err = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  assert(not err, err)
  local _, answer = next(answers)
  assert(answer and not answer.err, method .. ' was not answered')
  return answer.result
end

-- Puts the caret behind a text, and says where that is in the protocol.
local function caret_behind(buffer, text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local _, last = line:find(text, 1, true)
    if last then
      vim.api.nvim_win_set_cursor(0, { number, last - 1 })
      return { line = number - 1, character = last }
    end
  end
  error(text .. ' is not there')
end

local function check(client, path, filetype, lines, slip, mended)
  write(path, lines)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = filetype
  vim.lsp.buf_attach_client(buffer, client)

  wait_for('a finding', function() return #vim.diagnostic.get(buffer) > 0 end)
  print(filetype .. ': found ' .. table.concat(codes(buffer), ', '))

  local position = caret_behind(buffer, slip)
  local actions = request(buffer, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = { start = position, ['end'] = position },
    context = { diagnostics = {}, only = { 'quickfix' } },
  })
  assert(actions and actions[1], 'no quick fix')
  vim.lsp.util.apply_workspace_edit(actions[1].edit, vim.lsp.get_client_by_id(client).offset_encoding)
  print(filetype .. ': fixed by: ' .. actions[1].title)
  caret_behind(buffer, mended)
  wait_for('the finding to go', function() return #vim.diagnostic.get(buffer) == 0 end)

  -- The usage is typed anew, up to its second letter, and completed by the omnifunc.
  position = caret_behind(buffer, mended)
  local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1]
  local before, after = line:sub(1, position.character - #mended + 2), line:sub(position.character + 1)
  vim.api.nvim_buf_set_lines(buffer, position.line, position.line + 1, false, { before .. after })
  wait_for('another finding', function() return #vim.diagnostic.get(buffer) > 0 end)
  local items = request(buffer, 'textDocument/completion', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = position.line, character = #before },
  })
  local chosen
  for _, item in ipairs(items) do
    if item.label == mended then chosen = item end
  end
  assert(chosen, mended .. ' is not among the completions')
  vim.lsp.util.apply_text_edits({ chosen.textEdit }, buffer, vim.lsp.get_client_by_id(client).offset_encoding)
  caret_behind(buffer, mended)
  wait_for('a clean buffer', function() return #vim.diagnostic.get(buffer) == 0 end)
  print(filetype .. ': completed to ' .. chosen.label .. ', of ' .. #items)
end

local function run()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  local client = vim.lsp.start_client({
    name = 'cckm-lint',
    cmd = { assert(os.getenv('CCKM_LINT'), 'CCKM_LINT is not set'), 'lsp' },
    root_dir = folder,
    capabilities = vim.lsp.protocol.make_client_capabilities(),
  })
  assert(client, 'the server does not start')
  check(client, folder .. '/größe.json', 'json', {
    '{',
    '  "kms": "größe 𝄞", "region": "eu-west-1",',
    '  "aws_param": { "Alias": "payments",',
    '    "CustomerMasterKeySpec": "ECC_SECG_P256K1", "KeyUsage": "ENCRYPT_DECRYPT" }',
    '}',
  }, 'ENCRYPT_DECRYPT', 'SIGN_VERIFY')
  check(client, folder .. '/keys.tf', 'terraform', {
    'resource "ciphertrust_aws_key" "payments" {',
    '  kms       = "größe"',
    '  region    = "eu-west-1"',
    '  alias     = ["payments"]',
    '  customer_master_key_spec = "ECC_SECG_P256K1"',
    '  key_usage = "ENCRYPT_DECRYPT"',
    '}',
  }, 'ENCRYPT_DECRYPT', 'SIGN_VERIFY')
  vim.lsp.stop_client(client)
  wait_for('the server to end', function() return vim.lsp.get_client_by_id(client) == nil end)
  vim.fn.delete(folder, 'rf')
end

local ok, err = pcall(run)
if not ok then fail(tostring(err)) else vim.cmd('qall!') end
